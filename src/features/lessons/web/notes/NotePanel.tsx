import { useId } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Bones, FailureNote } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { useTranslation } from 'react-i18next';
import type { Saving } from '../saving/useAutosave.ts';
import { useLessonWords } from '../words.ts';

/** A reader's own note to the lesson, and how it stands. */
export interface Note {
  text: View<string>;
  saving: Saving<string>;
  savedAt: string | null;
  /** It holds the texts of two devices. */
  isJoined: boolean;
  onChange: (text: string) => void;
  onLeave: () => void;
  onRetry: () => void;
}

/**
 * Where a reader writes what they want to keep; saved while they write.
 * @param isTitled its title stands above it already
 */
export function NotePanel({ note, isTitled = false }: { note: Note; isTitled?: boolean }) {
  const { t } = useLessonWords();
  const id = useId();
  if (note.text.state === 'failed') {
    return <FailureNote failure={note.text.failure} title={t('note.failed')} retry={note.text.retry} />;
  }
  if (note.text.state === 'loading') {
    return (
      <div role="status" aria-busy="true" className="waits">
        <span className="sr-only">{t('note.loading')}</span>
        <Bones lines={['40%', '100%']} />
      </div>
    );
  }
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className={isTitled ? 'sr-only' : 'text-label'}>
        {t('note.title')}
      </label>
      <textarea
        id={id}
        dir="auto"
        rows={6}
        maxLength={20_000}
        value={note.text.data}
        onChange={(change) => note.onChange(change.target.value)}
        onBlur={note.onLeave}
        aria-describedby={`${id}-hint`}
        className="field max-h-[50dvh] min-h-32 py-2 [field-sizing:content]"
      />
      <p id={`${id}-hint`} className="text-caption text-muted">
        {t('note.hint')}
      </p>
      {note.isJoined && (
        <p role="status" className="text-caption text-caution">
          {t('note.joined')}
        </p>
      )}
      <NoteStanding {...note} />
    </div>
  );
}

function NoteStanding({ saving, savedAt, onRetry }: Pick<Note, 'saving' | 'savedAt' | 'onRetry'>) {
  const { t } = useLessonWords();
  const { t: house } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  switch (saving.state) {
    case 'saved':
      return (
        <p className="min-h-4 text-caption text-muted">
          {savedAt && t('note.saved', { when: formats.when(savedAt, now) })}
        </p>
      );
    case 'saving':
    case 'unfit':
    // Two texts of a note are put together: this state lasts no longer than it takes.
    case 'conflict':
      return <p className="min-h-4 text-caption text-muted">{t('note.saving')}</p>;
    case 'kept':
      return (
        <p role="status" className="min-h-4 text-caption text-caution">
          {t('note.kept')}
        </p>
      );
    case 'failed':
      return (
        <div role="alert" className="text-caption text-live">
          <p>{t('note.notSaved', { reason: saving.sentence })}</p>
          <Button look="plain" onClick={onRetry} className="mx-0">
            {house('states.retry')}
          </Button>
        </div>
      );
  }
}
