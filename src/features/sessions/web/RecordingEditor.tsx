import { useState, type FormEvent } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { sessionLimits, type LiveSession, type Recording } from '../contract.ts';
import { isWebAddress } from './scheduleFields.ts';
import type { ScheduleSaving } from './ScheduleForm.tsx';
import { useHostWords } from './useHostWords.ts';

export interface RecordingEditorProps {
  session: LiveSession;
  adding: ScheduleSaving;
  /** The recording that is being taken away. */
  removing: string | null;
  /** Why the last one could not be taken away. */
  fault: string | null;
  /** @returns whether it was added: what was written is then done with */
  onAdd: (recording: { title: string; url: string }) => Promise<boolean>;
  onRemove: (recordingId: string) => void;
}

/** Links to what was recorded of a session that was held. */
export function RecordingEditor({ session, adding, removing, fault, onAdd, onRemove }: RecordingEditorProps) {
  const { t } = useHostWords();
  const { recordings } = session;
  if (session.state !== 'ended') return <p className="text-muted">{t('recordings.notYet')}</p>;
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <h2 className="text-section">{t('recordings.heading')}</h2>
      {recordings.length === 0 ? (
        <EmptyNote why={t('recordings.none')} example={t('recordings.noneExample')} />
      ) : (
        <ul className="border-t border-hairline">
          {recordings.map((recording) => (
            <Line
              key={recording.id}
              recording={recording}
              busy={removing === recording.id}
              onRemove={() => onRemove(recording.id)}
            />
          ))}
        </ul>
      )}
      {fault !== null && (
        <p role="alert" className="text-live">
          {t('host.notDone', { reason: fault })}
        </p>
      )}
      {recordings.length < sessionLimits.recordings ? (
        <AddRecording adding={adding} onAdd={onAdd} />
      ) : (
        <p className="text-muted">{t('recordings.full', { most: sessionLimits.recordings })}</p>
      )}
    </section>
  );
}

function Line({ recording, busy, onRemove }: { recording: Recording; busy: boolean; onRemove: () => void }) {
  const { t } = useHostWords();
  const formats = useFormats();
  const { title, url, addedAt } = recording;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-hairline py-2">
      <span className="min-w-0">
        <a href={url} target="_blank" rel="noreferrer" className="text-accent">
          <bdi>{title}</bdi> <span className="sr-only">{t('host.newWindow')}</span>
        </a>
        <span className="block text-caption break-all text-muted">
          <bdi dir="ltr">{new URL(url).host}</bdi> ·{' '}
          {t('recordings.added', { when: formats.moment(addedAt) })}
        </span>
      </span>
      <Button
        look="plain"
        aria-label={t('recordings.removeOf', { title })}
        busy={busy && t('recordings.removing')}
        onClick={onRemove}
        className="mx-0"
      >
        {t('recordings.remove')}
      </Button>
    </li>
  );
}

function AddRecording({ adding, onAdd }: Pick<RecordingEditorProps, 'adding' | 'onAdd'>) {
  const { t } = useHostWords();
  const formats = useFormats();
  const [title, setTitle] = useState('');
  const [url, setUrl] = useState('');
  const [tried, setTried] = useState(false);
  const isTitled = title.trim() !== '' && title.trim().length <= sessionLimits.titleLength;
  const isAddress = isWebAddress(url.trim());
  const submit = async (form: FormEvent): Promise<void> => {
    form.preventDefault();
    setTried(true);
    if (!isTitled || !isAddress || adding.state === 'saving') return;
    if (!(await onAdd({ title: title.trim(), url: url.trim() }))) return;
    setTitle('');
    setUrl('');
    setTried(false);
  };
  return (
    <form onSubmit={(form) => void submit(form)} noValidate className="grid max-w-form gap-4">
      <TextField
        label={t('recordings.titleField')}
        name="title"
        value={title}
        onChange={setTitle}
        fault={
          tried && !isTitled ? t('recordings.missingTitle', { most: sessionLimits.titleLength }) : undefined
        }
      />
      <TextField
        label={t('recordings.url')}
        name="url"
        type="url"
        dir="ltr"
        value={url}
        onChange={setUrl}
        description={t('recordings.urlHint')}
        fault={tried && !isAddress ? t('recordings.wrongUrl') : undefined}
      />
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" busy={adding.state === 'saving' && t('recordings.adding')}>
          {t('recordings.add')}
        </Button>
        <p role="status">
          {adding.state === 'saved' && (
            <span className="text-good">{t('recordings.added', { when: formats.clock(adding.at) })}</span>
          )}
          {adding.state === 'failed' && (
            <span className="text-live">{t('form.notSaved', { reason: adding.sentence })}</span>
          )}
        </p>
      </div>
    </form>
  );
}
