import { useState } from 'react';
import { announcements, type AnnouncementGroup } from '#features/announcements/contract.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { GroupsScreen } from '../../screens/announcements/GroupsScreen.tsx';
import { useAskedId } from '../useAskedId.ts';
import { useActing } from '../useActing.ts';
import { useHeadingFocus } from './useHeadingFocus.ts';
import type { Place } from './usePlace.ts';

/** The groups of a cohort, for its staff. */
export function GroupsOf({ cohortId, place }: { cohortId: string; place: Place }) {
  const { live } = useRealtime();
  const { compare } = useFormats();
  const topics = [place.topic];
  const groups = useLiveView(announcements, 'announcements:groups', { cohortId }, { topics });
  const roster = useLiveView(cohorts, 'cohorts:enrolments', { cohortId }, { topics });
  /** The one that is being changed; null: a new one. */
  const [open, setOpen] = useState<AnnouncementGroup | null>();
  useHeadingFocus(open === undefined ? 'list' : 'form');
  const saving = useActing();
  const removing = useActing();
  const { idOf, onAnswer } = useAskedId();
  const people = (roster.data?.enrolments ?? [])
    .filter(({ state }) => state === 'active')
    .map(({ userId, name }) => ({ id: userId, name }))
    .sort((a, b) => compare(a.name, b.name));
  return (
    <GroupsScreen
      groups={viewOf(groups)}
      listHref={place.listHref}
      lines={{
        titles: place.titles,
        onChange: setOpen,
        onRemove: ({ id: groupId }) =>
          void removing.run(() =>
            live.api.command(announcements, 'announcements:remove-group', { cohortId, groupId }),
          ),
      }}
      form={
        open === undefined
          ? null
          : {
              ...{ group: open, people, lessons: place.lessons ?? [], acting: saving.acting },
              onCancel: () => setOpen(undefined),
              onSave: (given) =>
                void saving
                  .run(() => {
                    const input = { cohortId, ...given, ...(open && { groupId: open.id }) };
                    return live.api.command(announcements, 'announcements:save-group', input, {
                      commandId: idOf(input),
                    });
                  })
                  .then((isDone) => {
                    if (!isDone) return;
                    onAnswer();
                    setOpen(undefined);
                  }),
            }
      }
      fault={removing.acting.state === 'failed' ? removing.acting.sentence : null}
      onAdd={() => setOpen(null)}
    />
  );
}
