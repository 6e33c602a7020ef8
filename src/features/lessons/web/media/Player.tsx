import { useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { useIsNarrow } from '#platform/web/ui/useIsNarrow.ts';
import type { LessonMedia, MediaFile } from '../../contract.ts';
import { useLessonWords } from '../words.ts';
import { FileLink } from './FileLink.tsx';
import { Keys } from './Keys.tsx';
import { speeds } from './remembered.ts';
import { clockOf } from './times.ts';
import { Transcript } from './Transcript.tsx';
import { useCues } from './useCues.ts';
import { usePlayed, type Played } from './usePlayed.ts';
import { usePlayer, type Player as Playing } from './usePlayer.ts';

export type Recording = Extract<LessonMedia, { kind: 'video' | 'audio' }>;

/** Where a reader was in the recording, and who wants to know where they are. */
export interface Watching {
  /** Where they stopped last. */
  fromSeconds: number;
  onPlayed: (played: Played) => void;
}

interface PlayerProps {
  recording: Recording;
  hrefOf: (file: MediaFile) => string | undefined;
  title: string;
  /** Of the lesson's text. */
  language: string;
  watching: Watching | undefined;
  /** The transcript as the course writes it; null where it has none. */
  transcript: ReactNode;
}

/** Nearer to the beginning or the end than this, nobody needs to be told where they stopped. */
const worthGoingOnSeconds = 10;

/** A video or audio with its captions, its keys, what is said in it, and where one stopped. */
export function Player({ recording, hrefOf, title, language, watching, transcript }: PlayerProps) {
  const { t } = useLessonWords();
  const { captions, file, chapters } = recording;
  const languages = captions.map((one) => one.language);
  const playing = usePlayer(languages);
  usePlayed(playing.media, watching?.onPlayed);
  // What is read is what is shown, or else what is spoken.
  const read = captions.find((one) => one.language === (playing.captions ?? language)) ?? captions[0];
  const href = hrefOf(file);
  return (
    <section
      ref={playing.frame as RefObject<HTMLElement>}
      aria-label={t(`media.${recording.kind}`)}
      className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-3"
    >
      <p className="hidden print:block">{t('media.print', { name: title })}</p>
      <GoOn fromSeconds={watching?.fromSeconds ?? 0} playing={playing} />
      {playing.unavailable && (
        <div role="alert" className="border-s-4 border-caution ps-4 py-1">
          <p className="text-title">{t('media.unavailableTitle')}</p>
          <p className="mt-1">
            {t(playing.unavailable === 'network' ? 'media.unavailableNetwork' : 'media.unavailableFormat')}
          </p>
          <Button onClick={playing.tryAgain} className="mt-3">
            {t('media.again')}
          </Button>
        </div>
      )}
      <div hidden={playing.unavailable !== null} data-print="no">
        {recording.kind === 'video' ? (
          <video
            ref={playing.media as RefObject<HTMLVideoElement>}
            src={href}
            poster={recording.poster ? hrefOf(recording.poster) : undefined}
            controls
            playsInline
            preload="metadata"
            aria-label={title}
            className="aspect-video w-full rounded-control bg-[#000]"
          >
            <Tracks captions={captions} hrefOf={hrefOf} />
          </video>
        ) : (
          <audio
            ref={playing.media as RefObject<HTMLAudioElement>}
            src={href}
            controls
            preload="metadata"
            aria-label={title}
            className="w-full"
          />
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2" data-print="no">
        <Speed playing={playing} />
        {recording.kind === 'video' && languages.length > 0 && (
          <Captions languages={languages} playing={playing} />
        )}
        <FileLink file={file} href={href} />
      </div>
      <Keys />
      {chapters.length > 0 && <Chapters chapters={chapters} playing={playing} />}
      {read && (
        <Said
          key={read.language}
          language={read.language}
          href={hrefOf(read.file) ?? null}
          playing={playing}
        />
      )}
      {transcript}
    </section>
  );
}

function Tracks({ captions, hrefOf }: Pick<Recording, 'captions'> & Pick<PlayerProps, 'hrefOf'>) {
  const nameOf = useLanguageNames();
  return captions.map(({ language, file }) => (
    <track key={language} kind="captions" src={hrefOf(file)} srcLang={language} label={nameOf(language)} />
  ));
}

function GoOn({ fromSeconds, playing }: { fromSeconds: number; playing: Playing }) {
  const { t } = useLessonWords();
  const [answered, setAnswered] = useState(false);
  const time = clockOf(fromSeconds);
  // Whoever plays on from the beginning has answered, too.
  if (answered || fromSeconds < worthGoingOnSeconds || playing.seconds > fromSeconds) return null;
  const answer = (seconds: number) => (): void => {
    setAnswered(true);
    playing.playFrom(seconds);
  };
  return (
    <div data-print="no">
      <Notice>
        <p>{t('media.goOnText', { time })}</p>
        <span className="flex flex-wrap justify-end gap-x-4 gap-y-2">
          <Button look="primary" onClick={answer(fromSeconds)}>
            {t('media.goOnAt', { time })}
          </Button>
          <Button look="plain" onClick={answer(0)} className="mx-0">
            {t('media.fromStart')}
          </Button>
        </span>
      </Notice>
    </div>
  );
}

function Speed({ playing }: { playing: Playing }) {
  const { t } = useLessonWords();
  return (
    <label className="flex items-center gap-2">
      <span className="text-label">{t('media.speed')}</span>
      <select
        value={playing.speed}
        onChange={(change) => playing.setSpeed(Number(change.target.value))}
        className="field w-auto"
      >
        {speeds.map((factor) => (
          <option key={factor} value={factor}>
            {t('media.times', { factor })}
          </option>
        ))}
      </select>
    </label>
  );
}

function Captions({ languages, playing }: { languages: readonly string[]; playing: Playing }) {
  const { t } = useLessonWords();
  const nameOf = useLanguageNames();
  return (
    <label className="flex items-center gap-2">
      <span className="text-label">{t('media.captions')}</span>
      <select
        value={playing.captions ?? ''}
        onChange={(change) => playing.setCaptions(change.target.value || null)}
        className="field w-auto"
      >
        <option value="">{t('media.captionsOff')}</option>
        {languages.map((language) => (
          <option key={language} value={language}>
            {nameOf(language)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Chapters({ chapters, playing }: { chapters: Recording['chapters']; playing: Playing }) {
  const { t } = useLessonWords();
  const now = chapters.findLastIndex(({ atSeconds }) => atSeconds <= playing.seconds);
  return (
    <div>
      <h2 className="text-label">{t('media.chapters')}</h2>
      <ol className="mt-1 grid gap-x-6 bar:grid-cols-2">
        {chapters.map(({ atSeconds, title }, place) => (
          <li key={atSeconds}>
            <button
              type="button"
              aria-label={t('media.chapter', { title, time: clockOf(atSeconds) })}
              aria-current={place === now ? 'true' : undefined}
              onClick={() => playing.playFrom(atSeconds)}
              className="controls flex w-full items-baseline gap-3 rounded-control px-2 py-1 text-start hover:bg-quiet aria-[current]:font-strong"
            >
              <span dir="ltr" className="w-10 shrink-0 text-caption text-muted rtl:text-end">
                {clockOf(atSeconds)}
              </span>
              <bdi>{title}</bdi>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What is said, folded away on a phone until it is wanted. */
function Said({ language, href, playing }: { language: string; href: string | null; playing: Playing }) {
  const { t } = useLessonWords();
  const isNarrow = useIsNarrow();
  const [chosen, setChosen] = useState<boolean>();
  const open = chosen ?? !isNarrow;
  const cues = useCues(href);
  return (
    <div>
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="text-label">{t('media.transcript')}</h2>
        <Button
          look="plain"
          aria-expanded={open}
          onClick={() => setChosen(!open)}
          className="mx-0"
          data-print="no"
        >
          {open ? t('media.closeTranscript') : t('media.openTranscript')}
        </Button>
      </div>
      {open && cues.state === 'failed' && <p className="text-muted">{t('media.transcriptFailed')}</p>}
      {open && cues.state === 'full' && (
        <Transcript
          cues={cues.cues}
          language={language}
          seconds={playing.seconds}
          onPlayFrom={playing.playFrom}
        />
      )}
    </div>
  );
}

function useLanguageNames(): (language: string) => string {
  const { i18n } = useTranslation();
  return (language) => {
    try {
      return new Intl.DisplayNames([i18n.language, 'en'], { type: 'language' }).of(language) ?? language;
    } catch {
      return language; // What a course calls a language need not be one.
    }
  };
}
