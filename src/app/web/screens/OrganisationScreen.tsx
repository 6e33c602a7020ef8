import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Administrators } from '#features/cohorts/web/organisation/Administrators.tsx';
import { OrganisationCohorts } from '#features/cohorts/web/organisation/OrganisationCohorts.tsx';
import {
  OrganisationPeople,
  type OrganisationPerson,
} from '#features/cohorts/web/organisation/OrganisationPeople.tsx';
import { CourseList, type Organisation } from '#features/cohorts/web/OrganisationView.tsx';
import { useCohortsWords } from '#features/cohorts/web/useCohortsWords.ts';
import { CopySheet } from '#features/dataRights/web/CopySheet.tsx';
import { useRightsWords } from '#features/dataRights/web/words.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface OrganisationScreenProps {
  organisation: View<Organisation>;
  cohorts: Omit<ComponentProps<typeof OrganisationCohorts>, 'organisation'>;
  admins: Omit<ComponentProps<typeof Administrators>, 'organisation'>;
  people: ComponentProps<typeof OrganisationPeople>;
  copying: {
    /** Whose copy is asked for at the moment. */
    person: OrganisationPerson | undefined;
    onAsk: (person: OrganisationPerson) => void;
    sheet: Omit<ComponentProps<typeof CopySheet>, 'name'>;
  };
}

/** What an organisation runs, and who is in it. */
export function OrganisationScreen(props: OrganisationScreenProps) {
  const { organisation, cohorts, admins, people, copying } = props;
  const { t: words } = useTranslation();
  const { t } = useCohortsWords();
  return (
    <Shown
      view={organisation}
      page
      loading={t('organisation.loading')}
      failed={t('organisation.failed')}
      bones={<SheetBones lines={5} />}
    >
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
          <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
            <PageHeading title={t('organisation.title', { organisation: data.title })}>
              <bdi>{data.title}</bdi>
            </PageHeading>
            <p className="flex flex-wrap gap-x-6">
              <Link to={`/org/${data.id}/sso`} className="controls flex items-center text-accent">
                {t('organisation.toSignIn')}
              </Link>
              <Link to={`/org/${data.id}/messages`} className="controls flex items-center text-accent">
                {t('organisation.toMessages')}
              </Link>
              <Link to={`/org/${data.id}/webhooks`} className="controls flex items-center text-accent">
                {t('organisation.toWebhooks')}
              </Link>
              <Link to={`/org/${data.id}/audit`} className="controls flex items-center text-accent">
                {t('organisation.toAudit')}
              </Link>
            </p>
          </header>
          <OrganisationCohorts organisation={data} {...cohorts} />
          <section>
            <h2 className="text-section">{words('organisation.courses')}</h2>
            <CourseList courses={data.courses} />
          </section>
          <Administrators organisation={data} {...admins} />
          <OrganisationPeople
            {...people}
            actOf={(person) => <CopyOf person={person} onAsk={copying.onAsk} />}
          />
          {copying.person && <CopySheet name={copying.person.name} {...copying.sheet} />}
        </div>
      )}
    </Shown>
  );
}

function CopyOf({
  person,
  onAsk,
}: {
  person: OrganisationPerson;
  onAsk: (person: OrganisationPerson) => void;
}) {
  const { t } = useRightsWords();
  return (
    <Button
      look="plain"
      aria-label={t('copy.ofName', { name: person.name })}
      onClick={() => onAsk(person)}
      className="mx-0"
    >
      {t('copy.of')}
    </Button>
  );
}
