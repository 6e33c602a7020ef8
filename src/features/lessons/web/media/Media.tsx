import { Suspense, useState, type ReactNode } from 'react';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import { part } from '#platform/web/ui/part.ts';
import type { LessonMedia, MediaFile } from '../../contract.ts';
import { fileHref } from '../files.ts';
import { useLessonWords } from '../words.ts';
import { Embed } from './Embed.tsx';
import { Pdf } from './Pdf.tsx';
import { Player, type Watching } from './Player.tsx';

const LessonBody = part(() => import('../LessonBody.tsx'), 'LessonBody');

interface MediaProps {
  cohortId: string;
  media: LessonMedia;
  title: string;
  language: string;
  /** Whether its transcript may hold formulas. */
  maths: boolean;
  watching: Watching | undefined;
}

/** What stands above a lesson's text. */
export function Media({ cohortId, media, title, language, maths, watching }: MediaProps) {
  const hrefOf = ({ address }: MediaFile): string | undefined => fileHref(cohortId, address);
  const markdown = 'transcript' in media ? media.transcript.trim() : '';
  const transcript = markdown !== '' && (
    <AsText>
      <LessonBody
        title={title}
        language={language}
        markdown={markdown}
        cohortId={cohortId}
        links={{}}
        maths={maths}
        under={2}
      />
    </AsText>
  );
  switch (media.kind) {
    case 'video':
    case 'audio':
      return (
        <Player
          // Another file is another recording, and begins anew.
          key={media.file.address}
          recording={media}
          hrefOf={hrefOf}
          title={title}
          language={language}
          watching={watching}
          transcript={transcript}
        />
      );
    case 'pdf':
      return <Pdf file={media.file} href={hrefOf(media.file)} title={title} />;
    case 'embed':
      return (
        <div className="grid gap-3">
          <Embed url={media.url} />
          {transcript}
        </div>
      );
  }
}

/** The transcript as the course writes it, read when somebody wants to. */
function AsText({ children }: { children: ReactNode }) {
  const { t } = useLessonWords();
  const [open, setOpen] = useState(false);
  return (
    <details className="group" onToggle={(toggle) => setOpen(toggle.currentTarget.open)}>
      <summary className="controls inline-flex items-center gap-1 text-label text-muted hover:text-ink">
        {t('media.asText')}
        <DownIcon className="size-4 group-open:rotate-180" />
      </summary>
      {open && <Suspense>{children}</Suspense>}
    </details>
  );
}
