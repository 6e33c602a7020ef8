import { useState, type FormEvent, type ReactNode } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/web/ui/Button.tsx';
import type { CourseDraft, LessonKind } from '../../contract.ts';
import { orderOf, type Order } from './arrange.ts';
import { Select } from './fields.tsx';
import { useDragging } from './useDragging.ts';
import { useEditingWords } from './words.ts';

/** What is being done to the tree, or did not work. */
export interface TreeWork {
  /** Something is on its way. */
  busy: boolean;
  /** Why the last deed did not work. */
  fault: string | null;
  onArrange: (order: Order) => void;
  onAddModule: (title: string) => void;
  onAddLesson: (moduleId: string, lesson: { title: string; kind: LessonKind }) => void;
}

interface DraftTreeProps {
  /** In the order in which they are to be shown. */
  modules: CourseDraft['modules'];
  faults: CourseDraft['faults'];
  /** `course`: the course's own page. */
  currentId: string | null;
  pageHref: (pageId: string) => string;
  onFollow?: () => void;
  work: TreeWork;
}

/** The pages of a draft, what differs in them, and the way to more. */
export function DraftTree({ modules, faults, currentId, pageHref, onFollow, work }: DraftTreeProps) {
  const { t } = useEditingWords();
  const dragging = useDragging(orderOf(modules), work.onArrange);
  const faultsOf = (pageId: string | null): number => faults.filter((one) => one.pageId === pageId).length;
  const line = (pageId: string, title: string, marks: ReactNode, isStrong = false): ReactNode => (
    <Link
      to={pageHref(pageId)}
      onClick={onFollow}
      draggable={false}
      aria-current={pageId === currentId ? 'page' : undefined}
      className={`flex min-h-10 grow flex-wrap items-baseline gap-x-2 rounded-control border-s-4 border-transparent px-2 py-2 no-underline hover:bg-quiet aria-[current]:rounded-s-none aria-[current]:border-ink aria-[current]:bg-quiet ${isStrong ? 'font-strong' : ''}`}
    >
      <bdi className="min-w-0 break-words">{title}</bdi>
      {marks}
    </Link>
  );
  return (
    <nav aria-label={t('draft.pages')} className="grid gap-4">
      {line('course', t('draft.course'), <Marks change="same" faults={faultsOf(null)} />, true)}
      <ol className="grid gap-4">
        {modules.map((module) => (
          <li key={module.pageId}>
            <div {...dragging.of(module.pageId)}>
              {line(
                module.pageId,
                module.title,
                <Marks change={module.change} faults={faultsOf(module.pageId)} />,
                true,
              )}
            </div>
            <ol className="ms-3">
              {module.lessons.map((lesson) => (
                <li key={lesson.pageId} {...dragging.of(lesson.pageId)}>
                  {line(
                    lesson.pageId,
                    lesson.title,
                    <Marks change={lesson.change} faults={faultsOf(lesson.pageId)} />,
                  )}
                </li>
              ))}
            </ol>
            <Adding
              label={t('draft.addLesson')}
              name={t('draft.addLessonTo', { module: module.title })}
              busy={work.busy}
              hasKinds
              onAdd={(title, kind) => work.onAddLesson(module.pageId, { title, kind })}
            />
          </li>
        ))}
      </ol>
      <Adding label={t('draft.addModule')} busy={work.busy} onAdd={(title) => work.onAddModule(title)} />
      {work.fault !== null && (
        <p role="alert" className="text-live">
          {t('draft.notDone', { reason: work.fault })}
        </p>
      )}
      <p className="text-caption text-muted pointer-coarse:hidden">{t('draft.dragHint')}</p>
    </nav>
  );
}

function Marks({ change, faults }: { change: 'same' | 'changed' | 'new'; faults: number }) {
  const { t } = useEditingWords();
  return (
    <>
      {change !== 'same' && (
        <span className="text-caption text-accent">
          {change === 'new' ? t('draft.new') : t('draft.changed')}
        </span>
      )}
      {faults > 0 && (
        <span className="text-caption text-caution">{t('draft.faultsHere', { count: faults })}</span>
      )}
    </>
  );
}

interface AddingProps {
  label: string;
  /** Where the label says too little by itself. */
  name?: string;
  busy: boolean;
  hasKinds?: boolean;
  onAdd: (title: string, kind: LessonKind) => void;
}

const kinds: readonly LessonKind[] = ['text', 'video', 'audio', 'pdf', 'embed'];

/** A button that becomes a small form. */
function Adding({ label, name, busy, hasKinds = false, onAdd }: AddingProps) {
  const { t } = useEditingWords();
  const [title, setTitle] = useState<string | null>(null);
  const [kind, setKind] = useState<LessonKind>('text');
  const [isAsked, setIsAsked] = useState(false);
  if (title === null) {
    return (
      <Button
        look="plain"
        aria-label={name}
        onClick={() => setTitle('')}
        className="mx-0 justify-self-start px-2"
      >
        {label}
      </Button>
    );
  }
  const close = (): void => {
    setTitle(null);
    setIsAsked(false);
  };
  const add = (submit: FormEvent): void => {
    submit.preventDefault();
    if (title.trim() === '') return setIsAsked(true);
    onAdd(title.trim(), kind);
    close();
  };
  return (
    <form onSubmit={add} aria-label={name ?? label} className="grid gap-2 rounded-control bg-quiet p-3">
      <label className="grid gap-1">
        <span className="text-label">{t('draft.newTitle')}</span>
        <input
          ref={focusOnce}
          value={title}
          maxLength={200}
          dir="auto"
          onChange={(change) => setTitle(change.target.value)}
          onKeyDown={(press) => press.key === 'Escape' && close()}
          aria-invalid={(isAsked && title.trim() === '') || undefined}
          className="field"
        />
        {isAsked && title.trim() === '' && (
          <span className="text-caption text-live">{t('draft.untitled')}</span>
        )}
      </label>
      {hasKinds && (
        <Select
          label={t('page.kind')}
          value={kind}
          options={kinds.map((value) => ({ value, label: t(`page.kinds.${value}`) }))}
          onChange={setKind}
        />
      )}
      <div className="flex gap-2">
        <Button type="submit" busy={busy && t('draft.adding')}>
          {t('draft.add')}
        </Button>
        <Button look="plain" onClick={close} className="mx-0">
          {t('files.cancel')}
        </Button>
      </div>
    </form>
  );
}

function focusOnce(field: HTMLInputElement | null): void {
  field?.focus();
}
