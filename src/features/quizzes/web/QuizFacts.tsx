import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { OwnQuiz } from '../contract.ts';
import { minutesFor } from './scoreWords.ts';
import { useQuizWords } from './useQuizWords.ts';

/** What one should know of a quiz before it begins. */
export function QuizFacts({ quiz, zone }: { quiz: OwnQuiz; zone: string }) {
  const { t } = useQuizWords();
  const formats = useFormats();
  const now = useNow();
  const { rules, accommodation } = quiz;
  const minutes = minutesFor(quiz);
  const attempts = rules.attempts === null ? null : rules.attempts + (accommodation?.extraAttempts ?? 0);
  const moment = (at: string): string =>
    zone === formats.zone
      ? formats.moment(at)
      : t('facts.inBothZones', {
          when: formats.moment(at),
          there: formats.moment(at, zone),
          zone: formats.zoneName(zone, now),
        });
  const facts = [
    t('facts.items', { count: quiz.items, points: formats.number(quiz.outOf) }),
    minutes === null ? t('facts.unlimited') : t('facts.minutes', { count: minutes }),
    ...(minutes !== null && accommodation && accommodation.extraPercent > 0
      ? [t('facts.extraTime', { percent: accommodation.extraPercent })]
      : []),
    attempts === null ? t('facts.anyAttempts') : t('facts.attempts', { count: attempts }),
    t('facts.pass', { percent: rules.passPercent }),
    ...(rules.closesAt === null ? [] : [t('facts.closes', { when: moment(rules.closesAt) })]),
    ...(rules.late.minutes > 0
      ? [t('facts.late', { count: rules.late.minutes, percent: rules.late.percentOff })]
      : []),
  ];
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-muted">
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}
