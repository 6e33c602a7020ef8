import type { Formats } from '#platform/web/i18n/formats.ts';
import type { OwnQuiz, QuizRules, Score } from '../contract.ts';
import type { Outcome, QuizStance } from './quizStance.ts';
import type { Say } from './useQuizWords.ts';

/** `7 of 10` */
export function pointsWords(
  { points, outOf }: Pick<Score, 'points' | 'outOf'>,
  t: Say,
  formats: Formats,
): string {
  return t('score.of', { points: formats.number(points), outOf: formats.number(outOf) });
}

/** `7 of 10, passed` */
export function scoreWords(score: Score, t: Say, formats: Formats): string {
  const words = { points: formats.number(score.points), outOf: formats.number(score.outOf) };
  return score.passed ? t('score.ofPassed', words) : t('score.ofNotPassed', words);
}

/** When a result that is held back will be shown. */
export function heldWords(rules: QuizRules | undefined, t: Say, formats: Formats): string {
  switch (rules?.release) {
    case 'after-close':
      return rules.closesAt === null
        ? t('held.afterClose')
        : t('held.afterCloseAt', { when: formats.moment(rules.closesAt) });
    case 'by-hand':
      return t('held.byHand');
    default:
      return t('held.soon');
  }
}

/** How many minutes this student has, extra time included; null without a limit. */
export function minutesFor({
  rules,
  accommodation,
}: Pick<OwnQuiz, 'rules' | 'accommodation'>): number | null {
  if (rules.timeLimitMinutes === null) return null;
  return Math.ceil((rules.timeLimitMinutes * (100 + (accommodation?.extraPercent ?? 0))) / 100);
}

/** A quiz's state for the reader, in one sentence. */
export function stanceWords(
  stance: QuizStance,
  outcome: Outcome,
  quiz: Pick<OwnQuiz, 'rules'>,
  t: Say,
  formats: Formats,
): string {
  switch (stance.state) {
    case 'not-yet':
      return stance.opensAt === null
        ? t('stance.notYet')
        : t('stance.opensAt', { when: formats.moment(stance.opensAt) });
    case 'in-progress':
      return t('stance.inProgress', { answered: stance.attempt.answered, count: stance.attempt.items });
    case 'closed':
      return outcome.state === 'none' ? t('stance.closedUntaken') : t('stance.closed');
    case 'used-up':
      return t('stance.usedUp');
    case 'open':
      return quiz.rules.closesAt === null
        ? t('stance.open')
        : t('stance.openUntil', { when: formats.moment(quiz.rules.closesAt) });
  }
}
