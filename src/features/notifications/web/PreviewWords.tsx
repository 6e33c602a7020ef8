import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { NotificationPreferences } from '../contract.ts';
import { cityOf, timeWords, weekdays } from './clockWords.ts';
import { usePreferenceWords } from './preferenceWords.ts';
import { previewOf, type Sentence } from './preview.ts';

/** What will happen, in plain words: it changes with every choice. */
export function PreviewWords({ preferences }: { preferences: NotificationPreferences }) {
  const { t } = usePreferenceWords();
  const now = useNow();
  const say = useSentence(now);
  return (
    <div role="status" className="rounded-control bg-quiet px-4 py-3">
      <p className="text-label">{t('preview.heading')}</p>
      {previewOf(preferences, now).map((sentence) => (
        <p key={sentence.says}>{say(sentence)}</p>
      ))}
    </div>
  );
}

function useSentence(now: Date): (sentence: Sentence) => string {
  const { t } = usePreferenceWords();
  const formats = useFormats();
  const zone = cityOf(formats.zone);
  const words = (time: string): string => timeWords(time, formats);
  const day = (weekday: number): string => t(`weekday.${weekdays[weekday - 1]!}`);
  return (sentence) => {
    switch (sentence.says) {
      case 'noMail':
      case 'never':
      case 'startsAnyway':
      case 'noDigest':
        return t(`preview.${sentence.says}`);
      case 'disturbed':
        return t('preview.disturbed', { until: formats.when(sentence.until, now) });
      case 'quiet':
        return t('preview.quiet', { from: words(sentence.from), to: words(sentence.to), zone });
      case 'daily':
        return t('preview.daily', { at: words(sentence.at), zone });
      case 'dailyWaits':
        return t('preview.dailyWaits', { at: words(sentence.at), to: words(sentence.to), zone });
      case 'weekly':
        return t('preview.weekly', { weekday: day(sentence.weekday), at: words(sentence.at), zone });
      case 'weeklyWaits':
        return t('preview.weeklyWaits', {
          weekday: day(sentence.weekday),
          at: words(sentence.at),
          to: words(sentence.to),
          zone,
        });
    }
  };
}
