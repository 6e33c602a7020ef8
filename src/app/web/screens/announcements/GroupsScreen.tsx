import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { announcementLimits } from '#features/announcements/contract.ts';
import type { Groups } from '#features/announcements/web/reduce.ts';
import { GroupForm } from '#features/announcements/web/staff/GroupForm.tsx';
import { GroupList } from '#features/announcements/web/staff/GroupList.tsx';
import { useStaffWords } from '#features/announcements/web/staff/staffWords.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface GroupsScreenProps {
  groups: View<Groups>;
  listHref: string;
  lines: Omit<ComponentProps<typeof GroupList>, 'groups'>;
  /** null: none is being made or changed. */
  form: ComponentProps<typeof GroupForm> | null;
  /** Why the last one was not taken away. */
  fault: string | null;
  onAdd: () => void;
}

/** Whom staff of a cohort announce to again and again. */
export function GroupsScreen({ groups: view, listHref, lines, form, fault, onAdd }: GroupsScreenProps) {
  const { t } = useStaffWords();
  return (
    <Shown
      view={view}
      page
      loading={t('groups.loading')}
      failed={t('groups.failed')}
      bones={<SheetBones lines={3} />}
    >
      {({ groups }) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <header>
            <Link to={listHref} className="controls inline-flex items-center text-accent">
              {t('back')}
            </Link>
            <PageHeading title={t('groups.title')} />
            <p className="mt-1 max-w-read text-muted">{t('groups.lead')}</p>
          </header>
          {form ? (
            <GroupForm key={form.group?.id ?? 'new'} {...form} />
          ) : (
            <>
              {groups.length < announcementLimits.groups ? (
                <p>
                  <Button look="primary" onClick={onAdd}>
                    {t('groups.add')}
                  </Button>
                </p>
              ) : (
                <Notice>
                  <p>{t('groups.full', { count: groups.length })}</p>
                </Notice>
              )}
              {fault !== null && (
                <p role="alert" className="text-live">
                  {t('acts.notDone', { reason: fault })}
                </p>
              )}
              <GroupList groups={groups} {...lines} />
            </>
          )}
        </div>
      )}
    </Shown>
  );
}
