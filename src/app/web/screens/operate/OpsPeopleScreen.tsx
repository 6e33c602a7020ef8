import type { ComponentProps } from 'react';
import type { PersonLine } from '#features/identity/contract.ts';
import { DomainClaims } from '#features/identity/web/operate/DomainClaims.tsx';
import { PeopleList, type PeopleListProps } from '#features/identity/web/operate/PeopleList.tsx';
import { useOperateWords } from '#features/identity/web/operate/useOperateWords.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { OperatePlaces } from './OperatePlaces.tsx';

interface OpsPeopleScreenProps {
  people: View<readonly PersonLine[]>;
  list: Omit<PeopleListProps, 'people'>;
  domains: ComponentProps<typeof DomainClaims>;
}

export function OpsPeopleScreen({ people, list, domains }: OpsPeopleScreenProps) {
  const { t } = useOperateWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <OperatePlaces />
      <PageHeading title={t('people.title')} />
      {domains.domains.some(({ confirmed }) => !confirmed) && <DomainClaims {...domains} />}
      <Shown
        view={people}
        loading={t('people.loading')}
        failed={t('people.failed')}
        bones={<Bones className="gap-6" lines={['60%', '80%', '70%', '75%', '65%']} />}
      >
        {(data) => <PeopleList people={data} {...list} />}
      </Shown>
      {domains.domains.length > 0 && domains.domains.every(({ confirmed }) => confirmed) && (
        <DomainClaims {...domains} />
      )}
    </div>
  );
}
