import { useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { hostOf } from '../markdown/embeds.ts';
import { useLessonWords } from '../words.ts';

/** A page of another site in a frame, which is there once somebody wants it, and never by itself. */
export function Embed({ url }: { url: string }) {
  const { t } = useLessonWords();
  const [loaded, setLoaded] = useState(false);
  const host = hostOf(url);
  return (
    <section aria-label={t('media.embedTitle', { host })} className="embed max-w-wide">
      {loaded ? (
        <iframe
          src={url}
          title={t('media.embedFrame', { host })}
          // Some hosts show nothing to a page that does not say where it is from; the path stays with us.
          referrerPolicy="strict-origin"
          sandbox="allow-scripts allow-same-origin allow-presentation allow-popups allow-forms"
          allow="fullscreen; picture-in-picture; encrypted-media"
          className="aspect-video w-full rounded-control border border-hairline"
        />
      ) : (
        <div className="grid aspect-video content-center justify-items-center gap-4 rounded-control border border-hairline bg-quiet p-6 text-center">
          <p className="max-w-read">{t('media.embedText', { host })}</p>
          <Button onClick={() => setLoaded(true)}>{t('media.embedLoad', { host })}</Button>
        </div>
      )}
      <p className="mt-2">
        <a href={url} target="_blank" rel="noreferrer" className="text-accent">
          {t('media.embedOpen', { host })}
        </a>
      </p>
    </section>
  );
}
