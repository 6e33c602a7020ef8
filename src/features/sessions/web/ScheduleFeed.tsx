import { useRef, useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { CopyIcon } from '#platform/web/ui/icons.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { useFeedWords } from './scheduleFeedWords.ts';

export type FeedActing =
  | { state: 'ready' }
  | { state: 'making' | 'revoking' }
  /** The whole address; it is seen this once. */
  | { state: 'made'; url: string }
  | { state: 'revoked' }
  | { state: 'failed'; sentence: string };

export interface ScheduleFeedProps {
  feed: View<{ madeAt: string | null }>;
  acting: FeedActing;
  onMake: () => void;
  onRevoke: () => void;
}

/** The secret address by which a calendar programme shows one's live sessions. */
export function ScheduleFeed({ feed, acting, onMake, onRevoke }: ScheduleFeedProps) {
  const { t } = useFeedWords();
  const formats = useFormats();
  return (
    <div className="grid max-w-read gap-4">
      <p className="text-muted">{t('lead')}</p>
      <Shown
        view={feed}
        loading={t('loading')}
        failed={t('failed')}
        bones={<Bones lines={['60%', '8rem']} />}
      >
        {({ madeAt }) => (
          <>
            {acting.state !== 'made' && (
              <p>{madeAt === null ? t('none') : t('madeAt', { when: formats.moment(madeAt) })}</p>
            )}
            <div role="status">
              {acting.state === 'made' && <Made url={acting.url} />}
              {acting.state === 'revoked' && <p>{t('revoked')}</p>}
            </div>
            <div className="flex flex-wrap gap-3">
              <Button busy={acting.state === 'making' && t('making')} onClick={onMake}>
                {madeAt === null ? t('make') : t('makeNew')}
              </Button>
              {madeAt !== null && (
                <Button look="danger" busy={acting.state === 'revoking' && t('revoking')} onClick={onRevoke}>
                  {t('revoke')}
                </Button>
              )}
            </div>
            {acting.state === 'failed' && (
              <p role="alert" className="text-live">
                {acting.sentence}
              </p>
            )}
          </>
        )}
      </Shown>
    </div>
  );
}

function Made({ url }: { url: string }) {
  const { t } = useFeedWords();
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(url).then(
      () => setCopied(true),
      // Only pages that came over TLS or from this machine may write there: what is marked can be copied.
      () => field.current?.select(),
    );
  };
  return (
    <div className="grid gap-2 rounded-control bg-good-soft p-4">
      <p className="text-good">{t('made')}</p>
      <div className="flex flex-wrap items-center gap-3">
        <input
          ref={field}
          readOnly
          value={url}
          dir="ltr"
          aria-label={t('address')}
          onFocus={({ target }) => target.select()}
          className="field min-w-0 flex-1 basis-60 font-mono text-caption"
        />
        <Button onClick={() => void copy()}>
          <CopyIcon />
          {copied ? t('copied') : t('copy')}
        </Button>
      </div>
    </div>
  );
}
