import { useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { DraftMedia, LessonKind } from '../../contract.ts';
import { clockOf } from '../media/times.ts';
import { Area } from './fields.tsx';
import { FileField } from './FilePicker.tsx';
import { useEditorKit } from './kit.ts';
import { secondsOf } from './seconds.ts';
import { useEditingWords } from './words.ts';

interface MediaFieldsProps {
  kind: LessonKind;
  media: DraftMedia;
  onChange: (media: DraftMedia) => void;
  onLeave: () => void;
}

const types = { video: 'video/', audio: 'audio/', pdf: 'application/pdf' } as const;

/** What stands above a lesson's text: its file, and what goes with it. */
export function MediaFields({ kind, media, onChange, onLeave }: MediaFieldsProps) {
  const { t } = useEditingWords();
  const { files, uploads, embedHosts } = useEditorKit();
  const set = (part: Partial<DraftMedia>): void => onChange({ ...media, ...part });
  if (kind === 'text') return null;
  const picks = { files, uploads };
  return (
    <div className="grid gap-4 border-s-4 border-hairline ps-4">
      {kind === 'embed' ? (
        <TextField
          label={t('media.url')}
          name="url"
          type="url"
          dir="ltr"
          value={media.url ?? ''}
          onChange={(url) => set({ url: url.trim() === '' ? null : url.trim() })}
          description={
            embedHosts.length > 0
              ? t('media.urlHint', { count: embedHosts.length, hosts: embedHosts.join(', ') })
              : t('media.noHosts')
          }
        />
      ) : (
        <FileField
          label={t(`media.${kind}`)}
          address={media.file}
          accepts={types[kind]}
          onChange={(file) => set({ file })}
          {...picks}
        />
      )}
      {kind === 'video' && (
        <FileField
          label={t('media.poster')}
          address={media.poster}
          accepts="image/"
          onChange={(poster) => set({ poster })}
          {...picks}
        />
      )}
      {(kind === 'video' || kind === 'audio') && (
        <>
          <Captions media={media} onChange={set} />
          <Chapters media={media} onChange={set} />
        </>
      )}
      {kind !== 'pdf' && (
        <Area
          label={t('media.transcript')}
          hint={t('media.transcriptHint')}
          value={media.transcript}
          maxLength={300_000}
          rows={4}
          onChange={(transcript) => set({ transcript })}
          onLeave={onLeave}
        />
      )}
    </div>
  );
}

interface PartProps {
  media: DraftMedia;
  onChange: (part: Partial<DraftMedia>) => void;
}

function Captions({ media: { captions }, onChange }: PartProps) {
  const { t } = useEditingWords();
  const { files, uploads, language } = useEditorKit();
  // One that has no file yet is not saved: a course has no captions without a file.
  const [fresh, setFresh] = useState<string | null>(null);
  const free = captions.some((one) => one.language === language) ? '' : language;
  return (
    <div role="group" aria-label={t('media.captions')} className="grid gap-2">
      <p className="text-label">{t('media.captions')}</p>
      {captions.map((one, place) => (
        <div key={place} className="flex flex-wrap items-end gap-x-4 gap-y-2">
          <LanguageField
            value={one.language}
            onChange={(next) => onChange({ captions: captions.with(place, { ...one, language: next }) })}
          />
          <FileField
            label={t('media.captionFile')}
            address={one.file}
            accepts="text/vtt"
            files={files}
            uploads={uploads}
            onChange={(file) =>
              onChange({
                captions:
                  file === null ? captions.toSpliced(place, 1) : captions.with(place, { ...one, file }),
              })
            }
          />
        </div>
      ))}
      {fresh === null ? (
        <Button look="plain" onClick={() => setFresh(free)} className="mx-0 justify-self-start">
          {t('media.addCaptions')}
        </Button>
      ) : (
        <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
          <LanguageField value={fresh} onChange={setFresh} />
          <FileField
            label={t('media.captionFile')}
            address={null}
            accepts="text/vtt"
            files={files}
            uploads={uploads}
            onChange={(file) => {
              if (file === null || fresh.trim().length < 2) return;
              onChange({ captions: [...captions, { language: fresh.trim(), file }] });
              setFresh(null);
            }}
          />
        </div>
      )}
    </div>
  );
}

function LanguageField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useEditingWords();
  return (
    <div className="w-28">
      <TextField
        label={t('media.captionLanguage')}
        name="language"
        value={value}
        onChange={onChange}
        dir="ltr"
      />
    </div>
  );
}

function Chapters({ media: { chapters }, onChange }: PartProps) {
  const { t } = useEditingWords();
  const last = chapters.at(-1)?.atSeconds ?? -60;
  return (
    <div role="group" aria-label={t('media.chapters')} className="grid gap-2">
      <p className="text-label">{t('media.chapters')}</p>
      {chapters.map((chapter, place) => (
        <div key={place} className="flex flex-wrap items-end gap-2">
          <TimeField
            seconds={chapter.atSeconds}
            onChange={(atSeconds) => onChange({ chapters: chapters.with(place, { ...chapter, atSeconds }) })}
          />
          <div className="min-w-48 grow">
            <TextField
              label={t('media.chapterTitle')}
              name="chapter"
              value={chapter.title}
              onChange={(title) =>
                // One without a title is no chapter; the last letter stays until another is there.
                title.trim() !== '' && onChange({ chapters: chapters.with(place, { ...chapter, title }) })
              }
            />
          </div>
          <Button
            look="plain"
            onClick={() => onChange({ chapters: chapters.toSpliced(place, 1) })}
            aria-label={t('media.removeChapter', { number: place + 1 })}
            className="mx-0"
          >
            {t('files.remove')}
          </Button>
        </div>
      ))}
      <Button
        look="plain"
        onClick={() =>
          onChange({
            chapters: [
              ...chapters,
              { atSeconds: last + 60, title: t('media.newChapter', { number: chapters.length + 1 }) },
            ],
          })
        }
        className="mx-0 justify-self-start"
      >
        {t('media.addChapter')}
      </Button>
    </div>
  );
}

function TimeField({ seconds, onChange }: { seconds: number; onChange: (seconds: number) => void }) {
  const { t } = useEditingWords();
  const [typed, setTyped] = useState(() => clockOf(seconds));
  const read = secondsOf(typed);
  return (
    <div className="w-24">
      <TextField
        label={t('media.chapterAt')}
        name="at"
        dir="ltr"
        value={typed}
        onChange={(next) => {
          setTyped(next);
          const at = secondsOf(next);
          if (at !== null) onChange(at);
        }}
        fault={read === null ? t('media.timeFault') : undefined}
      />
    </div>
  );
}
