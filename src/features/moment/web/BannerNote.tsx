import { Button } from '#platform/web/ui/Button.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import type { Banner } from '../contract.ts';
import { useMomentWords } from './useMomentWords.ts';
import type { Pressed } from './usePressed.ts';

interface BannerNoteProps {
  banner: Banner;
  /** Whether one has said to have read it; null: one is not asked to. */
  read: Pressed<boolean> | null;
}

/** What staff say to the whole session, until they take it down. */
export function BannerNote({ banner, read }: BannerNoteProps) {
  const { t } = useMomentWords();
  return (
    <section
      aria-label={t('banner.label')}
      className="grid gap-3 rounded-surface border border-accent bg-accent-soft p-4"
    >
      <p
        dir="auto"
        className={`max-w-read whitespace-pre-line [overflow-wrap:anywhere] ${read?.value ? '' : 'text-title'}`}
      >
        {banner.text}
      </p>
      {read && !read.value && (
        <Button look="primary" onClick={() => read.press(true)} className="justify-self-start">
          {t('banner.read')}
        </Button>
      )}
      <div role="status" className="empty:hidden">
        {read?.value && (
          <p className="flex items-start gap-2">
            {read.isSending ? (
              t('banner.sending')
            ) : (
              <>
                <CheckIcon className="mt-0.5 text-good" />
                {t('banner.done')}
              </>
            )}
          </p>
        )}
      </div>
      {read && read.fault !== null && (
        <p role="alert" className="text-live">
          {t('banner.failed', { reason: read.fault })}
        </p>
      )}
    </section>
  );
}
