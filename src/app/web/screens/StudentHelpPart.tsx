import type { ViewData } from '#kernel/contract.ts';
import type { help } from '#features/help/contract.ts';
import { StudentHelp, type StudentHelpProps } from '#features/help/web/StudentHelp.tsx';
import { useHelpWords } from '#features/help/web/words.ts';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface StudentHelpPartProps extends Omit<StudentHelpProps, 'offers'> {
  offers: View<ViewData<typeof help, 'help:student'>>;
}

/** What help a student was offered, while the rest of their page is there already. */
export function StudentHelpPart({ offers, ...rest }: StudentHelpPartProps) {
  const { t } = useHelpWords();
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 className="text-section">{t('desk.heading')}</h2>
      <Shown
        view={offers}
        loading={t('desk.loading')}
        failed={t('desk.failed')}
        bones={<Bones lines={['60%', '40%']} />}
      >
        {(data) => <StudentHelp {...rest} offers={data.offers} />}
      </Shown>
    </section>
  );
}
