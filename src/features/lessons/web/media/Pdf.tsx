import { ButtonLink } from '#platform/web/ui/Button.tsx';
import type { MediaFile } from '../../contract.ts';
import { useLessonWords } from '../words.ts';
import { FileLink } from './FileLink.tsx';

/** A document in the browser's own viewer; a link where a browser shows none in a frame, as phones do. */
export function Pdf({ file, href, title }: { file: MediaFile; href: string | undefined; title: string }) {
  const { t } = useLessonWords();
  if (href === undefined) return null;
  const isShown = navigator.pdfViewerEnabled;
  return (
    <section className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-3">
      {isShown ? (
        <iframe
          // The page itself, without the viewer's list of pages beside it.
          src={`${href}#navpanes=0`}
          title={t('media.pdfFrame', { name: title })}
          data-print="no"
          className="h-[min(48rem,80dvh)] w-full rounded-control border border-hairline bg-surface"
        />
      ) : (
        <p>{t('media.pdfNoFrame')}</p>
      )}
      <p className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {isShown ? (
          <a
            href={href}
            target="_blank"
            rel="noreferrer"
            className="controls inline-flex items-center text-accent"
          >
            {t('media.pdfPage')}
          </a>
        ) : (
          <ButtonLink to={href} reloadDocument>
            {t('media.pdfOpen')}
          </ButtonLink>
        )}
        <FileLink file={file} href={href} />
      </p>
    </section>
  );
}
