import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import type { List } from '#features/announcements/web/reduce.ts';
import { AnnouncementForm } from '#features/announcements/web/staff/AnnouncementForm.tsx';
import { StaffList } from '#features/announcements/web/staff/StaffList.tsx';
import { useStaffWords } from '#features/announcements/web/staff/staffWords.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface MessagesScreenProps {
  list: View<List>;
  /** Of what they are: a cohort or an organisation, and where that is. */
  place: { title: string; href: string; isCohort: boolean };
  lines: Omit<ComponentProps<typeof StaffList>, 'announcements'>;
  /** null: nobody is writing. */
  form: Omit<ComponentProps<typeof AnnouncementForm>, 'one'> | null;
  /** Where groups are kept; absent: there are none. */
  groupsHref?: string | undefined;
  onWrite: () => void;
}

/** What a cohort, or an organisation, was and will be told. */
export function MessagesScreen({ list, place, lines, form, groupsHref, onWrite }: MessagesScreenProps) {
  const { t } = useStaffWords();
  return (
    <Shown view={list} page loading={t('loading')} failed={t('failed')} bones={<SheetBones lines={4} />}>
      {({ announcements }) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <header>
            <Link to={place.href} className="controls inline-flex items-center text-accent">
              <bdi>{place.title}</bdi>
            </Link>
            <PageHeading title={form ? t('form.titleNew') : t('title')} />
            {!form && (
              <p className="mt-1 max-w-read text-muted">{t(place.isCohort ? 'lead' : 'leadOrganisation')}</p>
            )}
          </header>
          {form ? (
            <AnnouncementForm one={null} {...form} />
          ) : (
            <>
              <p className="flex flex-wrap items-center gap-x-6 gap-y-2">
                <Button look="primary" onClick={onWrite}>
                  {t('write')}
                </Button>
                {groupsHref !== undefined && (
                  <Link to={groupsHref} className="controls flex items-center text-accent">
                    {t('groups.open')}
                  </Link>
                )}
              </p>
              <StaffList announcements={announcements} {...lines} />
            </>
          )}
        </div>
      )}
    </Shown>
  );
}
