import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import { finishOf, paceOf, type Pace, type PlannedLesson } from './pace.ts';
import { useDueWords } from './useDueWords.ts';
import { useProgressWords } from './words.ts';

interface PaceLineProps {
  lessons: readonly PlannedLesson[];
  /** Of the cohort. */
  zone: string;
  /** Whose pace it is; absent: the reader's. */
  student?: string;
}

/** How somebody stands to the plan, in a sentence, and one press away the reason. */
export function PaceLine({ lessons, zone, student }: PaceLineProps) {
  const { t } = useProgressWords();
  const formats = useFormats();
  const now = useNow();
  const pace = paceOf(lessons, now);
  if (pace.state === 'unplanned' || pace.state === 'done') return null;
  const finish = finishOf(lessons, now);
  return (
    <>
      <p>
        <Sentence pace={pace} name={student} />
      </p>
      <Why summary={t('pace.why')}>
        <Reason pace={pace} zone={zone} />
        {finish && (
          <p>
            {t('pace.finish', {
              lessons: finish.lessons,
              days: finish.days,
              day: formats.day(finish.at.toISOString()),
            })}
          </p>
        )}
      </Why>
    </>
  );
}

type Planned = Exclude<Pace, { state: 'unplanned' | 'done' }>;

function Sentence({ pace, name }: { pace: Planned; name: string | undefined }) {
  const { t } = useProgressWords();
  switch (pace.state) {
    case 'on-plan':
      return name === undefined ? t('pace.onPlan') : t('pace.onPlanOf', { name });
    case 'behind': {
      const count = pace.lessons.length;
      return name === undefined ? t('pace.behind', { count }) : t('pace.behindOf', { count, name });
    }
    case 'ahead': {
      const count = pace.lessons.length;
      return name === undefined ? t('pace.ahead', { count }) : t('pace.aheadOf', { count, name });
    }
  }
}

function Reason({ pace, zone }: { pace: Planned; zone: string }) {
  const { t } = useProgressWords();
  const dueWords = useDueWords();
  if (pace.state === 'on-plan') return <p>{t('pace.whyOnPlan')}</p>;
  return (
    <>
      <p>{pace.state === 'behind' ? t('pace.whyBehind') : t('pace.whyAhead')}</p>
      <ul className="grid gap-1">
        {pace.lessons.map(({ id, title, dueAt }) => (
          <li key={id}>{t('pace.whyLesson', { lesson: title, when: dueWords(dueAt!, zone) })}</li>
        ))}
      </ul>
    </>
  );
}
