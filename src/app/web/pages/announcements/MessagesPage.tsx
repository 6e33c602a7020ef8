import { useNavigate, useParams, useSearchParams } from 'react-router';
import { announcements } from '#features/announcements/contract.ts';
import type { Given } from '#features/announcements/web/staff/given.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { MessagesScreen } from '../../screens/announcements/MessagesScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { useAskedId } from '../useAskedId.ts';
import { GroupsOf } from './GroupsOf.tsx';
import { MessageOf } from './MessageOf.tsx';
import { useActing } from '../useActing.ts';
import { useHeadingFocus } from './useHeadingFocus.ts';
import { usePlace, type Place } from './usePlace.ts';

/** What is announced to a cohort or by an organisation, or one of these. */
export function MessagesPage() {
  const { announcementId } = useParams();
  const place = usePlace();
  if (!place) return <NotFound />;
  return announcementId === undefined ? (
    <MessagesOf key={place.listHref} place={place} />
  ) : (
    <MessageOf key={announcementId} announcementId={announcementId} place={place} />
  );
}

function MessagesOf({ place }: { place: Place }) {
  const { live } = useRealtime();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const part = search.get('part') ?? '';
  const isWriting = part === 'new';
  useHeadingFocus(part);
  const list = useLiveView(announcements, 'announcements:list', place.of, { topics: [place.topic] });
  const { acting, run } = useActing();
  const { idOf, onAnswer } = useAskedId();
  const save = ({ courseId, ...given }: Given): Promise<boolean> =>
    run(async () => {
      const input = {
        ...(courseId === null ? place.of : { courseId }),
        ...{ role: given.role, groupId: given.groupId },
        ...{ unlessCompletedId: given.unlessCompletedId, unlessStudiedDays: given.unlessStudiedDays },
        ...{ title: given.title, text: given.text, expiresAt: given.expiresAt },
        ...{ urgent: given.urgent, pinned: given.pinned, needsAcknowledgement: given.needsAcknowledgement },
      };
      const { id } = await live.api.command(announcements, 'announcements:draft', input, {
        commandId: idOf(input),
      });
      onAnswer();
      // What comes next is who gets it.
      await navigate(`${place.listHref}/${id}`, { replace: true });
    });
  if (isMissing(list) || list.error?.code === 'forbidden') return <NotFound />;
  if (part === 'groups' && 'cohortId' in place.of)
    return <GroupsOf place={place} cohortId={place.of.cohortId} />;
  const { lessons, courses, groups, titles, zone } = place;
  return (
    <MessagesScreen
      list={viewOf(list)}
      place={place}
      lines={{
        hrefOf: (id) => `${place.listHref}/${id}`,
        titles,
      }}
      form={
        isWriting
          ? {
              ...{ lessons, courses, groups, zone, acting },
              onSave: (given) => void save(given),
              onCancel: () => setSearch({}, { replace: true }),
            }
          : null
      }
      groupsHref={place.isCohort ? '?part=groups' : undefined}
      onWrite={() => setSearch({ part: 'new' })}
    />
  );
}
