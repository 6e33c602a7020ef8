import { useId, useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent } from 'react';
import type { CourseFile, DraftFault } from '../../contract.ts';
import { FilePicker } from './FilePicker.tsx';
import { InsertEmbed } from './InsertEmbed.tsx';
import { InsertLesson } from './InsertLesson.tsx';
import { useEditorKit } from './kit.ts';
import { putBlock, putFile, putLink, surround, type Edit, type Selected } from './marking.ts';
import { Preview } from './Preview.tsx';
import { apply, goToLine, selectedIn } from './textArea.ts';
import { Toolbar, type Insertable } from './Toolbar.tsx';
import { UploadList } from './UploadList.tsx';
import { useEditingWords } from './words.ts';

interface MarkdownEditorProps {
  label: string;
  /** Of the page, for the preview. */
  title: string;
  value: string;
  onChange: (value: string) => void;
  onLeave: () => void;
  /** What is wrong in this text. */
  faults: readonly DraftFault[];
  /** Whether quizzes may stand in it. */
  takesQuizzes?: boolean;
}

/** Markdown with its marks at hand, its faults by their lines, and how it will look beside it. */
export function MarkdownEditor(props: MarkdownEditorProps) {
  const { label, title, value, onChange, onLeave, faults, takesQuizzes = false } = props;
  const { t } = useEditingWords();
  const kit = useEditorKit();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [inserting, setInserting] = useState<Insertable | null>(null);
  const [looking, setLooking] = useState(false);

  const mark = (edit: (selected: Selected) => Edit): void => {
    if (area.current) apply(area.current, edit(selectedIn(area.current)));
  };
  const put = (edit: (selected: Selected) => Edit): void => {
    setInserting(null);
    // Once the sheet has given the focus back.
    setTimeout(() => mark(edit));
  };
  const putTaken = (file: CourseFile): void => mark((one) => putFile(one, file));
  const bring = (list: FileList): void => kit.uploads.send([...list], putTaken);

  const pasted = (paste: ClipboardEvent): void => {
    if (paste.clipboardData.files.length === 0) return;
    paste.preventDefault();
    bring(paste.clipboardData.files);
  };
  const dropped = (drop: DragEvent): void => {
    if (drop.dataTransfer.files.length === 0) return;
    drop.preventDefault();
    bring(drop.dataTransfer.files);
  };
  const pressed = (press: KeyboardEvent): void => {
    if (!(press.ctrlKey || press.metaKey) || press.altKey || press.shiftKey) return;
    const edit = shortcuts(t)[press.key.toLowerCase()];
    if (!edit) return;
    press.preventDefault();
    mark(edit);
  };

  const insertables: Insertable[] = [
    'lesson',
    'file',
    ...(takesQuizzes && kit.quiz ? (['quiz'] as const) : []),
    ...(kit.embedHosts.length > 0 ? (['embed'] as const) : []),
  ];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <label htmlFor={id} className="text-label">
          {label}
        </label>
        <div className="flex wide:hidden" role="group" aria-label={label}>
          {[false, true].map((isPreview) => (
            <button
              key={String(isPreview)}
              type="button"
              aria-pressed={looking === isPreview}
              onClick={() => setLooking(isPreview)}
              className="controls border-b-2 border-transparent px-3 text-label text-muted aria-pressed:border-ink aria-pressed:text-ink"
            >
              {isPreview ? t('markdown.preview') : t('markdown.write')}
            </button>
          ))}
        </div>
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 wide:grid-cols-2">
        <div
          className={`grid grid-cols-[minmax(0,1fr)] content-start gap-2 ${looking ? 'max-wide:hidden' : ''}`}
        >
          <Toolbar onMark={mark} onInsert={setInserting} insertables={insertables} />
          <textarea
            ref={area}
            id={id}
            lang={kit.language}
            dir="auto"
            value={value}
            maxLength={300_000}
            spellCheck
            aria-describedby={`${id}-hint`}
            aria-invalid={faults.length > 0 || undefined}
            onChange={(change) => onChange(change.target.value)}
            onBlur={onLeave}
            onPaste={pasted}
            onDrop={dropped}
            onDragOver={(drag) => drag.dataTransfer.types.includes('Files') && drag.preventDefault()}
            onKeyDown={pressed}
            className="field max-h-[70dvh] min-h-96 py-2 font-mono [field-sizing:content]"
          />
          <p id={`${id}-hint`} className="text-caption text-muted">
            {t('markdown.hint')}
          </p>
          <UploadList {...kit.uploads} />
          <Faults faults={faults} onGo={(line) => area.current && goToLine(area.current, line)} />
        </div>
        <div
          role="region"
          aria-label={t('markdown.previewOf')}
          tabIndex={0}
          className={`max-h-[80dvh] overflow-y-auto rounded-control border border-hairline bg-surface p-4 ${looking ? '' : 'max-wide:hidden'}`}
        >
          <Preview title={title} markdown={value} />
        </div>
      </div>
      {inserting === 'file' && (
        <FilePicker
          title={t('files.choose')}
          files={kit.files}
          uploads={kit.uploads}
          onTake={(file) => put((one) => putFile(one, file))}
          onClose={() => setInserting(null)}
        />
      )}
      {inserting === 'lesson' && (
        <InsertLesson
          lessons={kit.lessons}
          onTake={({ key, title: words }) => put((one) => putLink(one, `lesson:${key}`, words))}
          onClose={() => setInserting(null)}
        />
      )}
      {inserting === 'embed' && (
        <InsertEmbed
          hosts={kit.embedHosts}
          onTake={(address) => put((one) => putBlock(one, `embed: ${address}`))}
          onClose={() => setInserting(null)}
        />
      )}
      {inserting === 'quiz' &&
        kit.quiz?.panel({
          onInsert: (block) => put((one) => putBlock(one, block)),
          onClose: () => setInserting(null),
        })}
    </div>
  );
}

function shortcuts(
  t: ReturnType<typeof useEditingWords>['t'],
): Record<string, ((selected: Selected) => Edit) | undefined> {
  return {
    b: (one) => surround(one, '**', t('markdown.sampleBold')),
    i: (one) => surround(one, '*', t('markdown.sampleItalic')),
    k: (one) => putLink(one, 'https://', t('markdown.sampleLink')),
  };
}

interface FaultsProps {
  faults: readonly DraftFault[];
  onGo: (line: number) => void;
}

/** What is wrong, each with the way to its line. */
function Faults({ faults, onGo }: FaultsProps) {
  const { t } = useEditingWords();
  if (faults.length === 0) return null;
  return (
    <div className="border-s-4 border-caution ps-3">
      <p className="text-label">{t('markdown.faults', { count: faults.length })}</p>
      <ul>
        {faults.map((fault, place) => (
          <li key={place}>
            <button
              type="button"
              onClick={() => onGo(fault.line)}
              className="controls rounded-control px-2 py-1 text-start -ms-2 hover:bg-quiet"
            >
              {t('markdown.faultAt', { line: fault.line, message: fault.message })}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
