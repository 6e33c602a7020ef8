import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Why } from '#platform/web/ui/Why.tsx';
import { pointsRule } from '../contract.ts';
import { useLeaderboardWords } from './words.ts';

/** The formula, one press away from the figures that it makes. */
export function HowPoints() {
  const { t } = useLeaderboardWords();
  const formats = useFormats();
  const { right, fastest, seconds } = pointsRule;
  const figures = {
    right: formats.number(right),
    fastest: formats.number(fastest),
    seconds: formats.number(seconds),
  };
  return (
    <Why summary={t('how.label')}>
      <p>{t('how.right', figures)}</p>
      <p>{t('how.time', figures)}</p>
      <p>{t('how.nothing')}</p>
      <p>{t('how.once')}</p>
      <p>{t('how.staff')}</p>
      <p>{t('how.ties')}</p>
    </Why>
  );
}
