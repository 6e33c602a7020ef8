import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { Recording } from '../contract.ts';
import { addressAt, clockOf, readClock } from './recordingTime.ts';
import { useSessionsWords } from './useSessionsWords.ts';

/** How keeping a place in a recording stands. */
export type Keeping =
  | { state: 'ready' }
  | { state: 'keeping'; recordingId: string }
  | { state: 'failed'; recordingId: string; sentence: string };

export interface WatchRecordingsProps {
  recordings: readonly Recording[];
  /** In seconds, by recording id. */
  positions: Readonly<Record<string, number>>;
  keeping: Keeping;
  onKeep: (recordingId: string, seconds: number) => void;
}

/** The recordings of a session, where one stopped in each, and a place to note it. */
export function WatchRecordings({ recordings, positions, keeping, onKeep }: WatchRecordingsProps) {
  const { t } = useSessionsWords();
  return (
    <section>
      <h2 className="text-title">{t('recordings.title')}</h2>
      {recordings.length === 0 ? (
        <p className="mt-2 text-muted">{t('recordings.noneYet')}</p>
      ) : (
        <ul className="mt-2 border-t border-hairline">
          {recordings.map((recording) => (
            <li key={recording.id} className="grid gap-2 border-b border-hairline py-4">
              <OneRecording
                // A place that was kept elsewhere is the one to start from.
                key={positions[recording.id] ?? 0}
                recording={recording}
                seconds={positions[recording.id] ?? 0}
                keeping={keeping}
                onKeep={(seconds) => onKeep(recording.id, seconds)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface OneRecordingProps {
  recording: Recording;
  seconds: number;
  keeping: Keeping;
  onKeep: (seconds: number) => void;
}

function OneRecording({ recording, seconds, keeping, onKeep }: OneRecordingProps) {
  const { t } = useSessionsWords();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const { id, title, url } = recording;
  const read = readClock(typed);
  const own = keeping.state !== 'ready' && keeping.recordingId === id ? keeping : null;
  const refused = own?.state === 'failed' ? t('recordings.notKept', { reason: own.sentence }) : undefined;
  const submit = (form: FormEvent): void => {
    form.preventDefault();
    setTried(true);
    if (read !== undefined) onKeep(read);
  };
  return (
    <>
      <p>
        {/* It stands with whoever keeps it, and opens beside this page. */}
        <a
          href={addressAt(url, seconds)}
          target="_blank"
          rel="noreferrer"
          className="controls inline-flex items-center text-accent"
        >
          {seconds > 0
            ? t('recordings.goOn', { time: clockOf(seconds), title })
            : t('recordings.watch', { title })}
        </a>
      </p>
      <form aria-label={title} onSubmit={submit} noValidate className="flex flex-wrap items-start gap-3">
        <div className="w-56">
          <TextField
            label={t('recordings.where')}
            name={`position-${id}`}
            dir="ltr"
            value={typed}
            onChange={setTyped}
            description={t('recordings.whereHint')}
            fault={tried && read === undefined ? t('recordings.fault') : refused}
          />
        </div>
        <Button
          type="submit"
          busy={own?.state === 'keeping' && t('recordings.keeping')}
          className="mt-[1.375rem]"
        >
          {t('recordings.keep')}
        </Button>
      </form>
    </>
  );
}
