import type { ReactNode } from 'react';
import { Button, ButtonLink } from '#platform/web/ui/Button.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { DraftFault, DraftLesson, DraftLessonFields, LessonKind } from '../../contract.ts';
import type { Autosaving } from '../saving/useAutosave.ts';
import type { Step } from './arrange.ts';
import { CertificateField } from './CertificateField.tsx';
import { ConflictView } from './ConflictView.tsx';
import type { CourseFields, ModuleFields } from './documents.ts';
import { Area, Select, Together } from './fields.tsx';
import { useEditorKit } from './kit.ts';
import { AfterField, CompletesField, NumberField } from './LessonRules.tsx';
import { MarkdownEditor } from './MarkdownEditor.tsx';
import { MediaFields } from './MediaFields.tsx';
import { SavingLine } from './SavingLine.tsx';
import { useEditingWords } from './words.ts';

/** Where a page stands, and how it is put elsewhere or taken out. */
export interface Place {
  /** null: it cannot go further. */
  onStep: Record<Step, (() => void) | null>;
  /** Of a lesson: the modules, and how it is put into another. */
  module?: {
    id: string;
    options: readonly { id: string; title: string }[];
    onPut: (moduleId: string) => void;
  };
  onRemove: () => void;
  busy: boolean;
}

interface FormProps<Fields> {
  page: Autosaving<Fields>;
  faults: readonly DraftFault[];
}

/** What the course says about itself. */
export function CourseForm({ page, faults }: FormProps<CourseFields>) {
  const { t } = useEditingWords();
  return (
    <Form page={page} heading={t('draft.course')} faults={faults}>
      {(fields, set) => (
        <>
          <Together>
            <Title fields={fields} set={set} />
            <TextField
              label={t('page.language')}
              name="language"
              dir="ltr"
              value={fields.language}
              description={t('page.languageHint')}
              onChange={(language) => set({ language })}
            />
          </Together>
          <Summary fields={fields} set={set} onLeave={page.flush} />
          <CertificateField rule={fields.certificate} onChange={(certificate) => set({ certificate })} />
          <MarkdownEditor
            label={t('page.courseText')}
            title={fields.title}
            value={fields.markdown}
            onChange={(markdown) => set({ markdown })}
            onLeave={page.flush}
            faults={inText(faults)}
          />
        </>
      )}
    </Form>
  );
}

export function ModuleForm({ page, faults, place }: FormProps<ModuleFields> & { place: Place }) {
  const { t } = useEditingWords();
  return (
    <Form page={page} heading={page.value?.title ?? ''} faults={faults} place={place}>
      {(fields, set) => (
        <>
          <Title fields={fields} set={set} />
          <Summary fields={fields} set={set} onLeave={page.flush} />
          <MarkdownEditor
            label={t('page.moduleText')}
            title={fields.title}
            value={fields.markdown}
            onChange={(markdown) => set({ markdown })}
            onLeave={page.flush}
            faults={inText(faults)}
          />
        </>
      )}
    </Form>
  );
}

interface LessonFormProps extends FormProps<DraftLessonFields> {
  lesson: Pick<DraftLesson, 'pageId' | 'key'>;
  place: Place;
  previewHref: string;
}

const kinds: readonly LessonKind[] = ['text', 'video', 'audio', 'pdf', 'embed'];

export function LessonForm({ page, faults, lesson, place, previewHref }: LessonFormProps) {
  const { t } = useEditingWords();
  const { lessons } = useEditorKit();
  return (
    <Form
      page={page}
      heading={page.value?.title ?? ''}
      faults={faults}
      place={place}
      action={
        <ButtonLink to={previewHref} look="quiet">
          {t('page.preview')}
        </ButtonLink>
      }
    >
      {(fields, set) => (
        <>
          <Title fields={fields} set={set} />
          <Summary fields={fields} set={set} onLeave={page.flush} />
          <MarkdownEditor
            label={t('page.text')}
            title={fields.title}
            value={fields.markdown}
            onChange={(markdown) => set({ markdown })}
            onLeave={page.flush}
            faults={inText(faults)}
            takesQuizzes
          />
          <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4 rounded-surface border border-hairline bg-surface p-4">
            <legend className="px-2 text-label">{t('page.settings')}</legend>
            <Together>
              <Select
                label={t('page.kind')}
                value={fields.kind}
                options={kinds.map((value) => ({ value, label: t(`page.kinds.${value}`) }))}
                onChange={(kind) => set({ kind })}
              />
              <NumberField
                label={t('page.minutes')}
                value={fields.minutes}
                most={600}
                hint={t('page.minutesHint')}
                fault={t('page.minutesFault')}
                onChange={(minutes) => set({ minutes })}
              />
              <CompletesField rule={fields.completes} onChange={(completes) => set({ completes })} />
              <AfterField
                after={fields.after}
                lessons={lessons.filter(({ pageId }) => pageId !== lesson.pageId)}
                onChange={(after) => set({ after })}
              />
            </Together>
            <MediaFields
              kind={fields.kind}
              media={fields.media}
              onChange={(media) => set({ media })}
              onLeave={page.flush}
            />
            <p className="text-caption text-muted">{t('page.key', { key: lesson.key })}</p>
          </fieldset>
        </>
      )}
    </Form>
  );
}

/** Faults of a field have no line in the text. */
function inText(faults: readonly DraftFault[]): DraftFault[] {
  return faults.filter(({ field }) => field === null);
}

interface FrameProps<Fields extends { title: string; markdown: string }> extends FormProps<Fields> {
  heading: string;
  place?: Place;
  action?: ReactNode;
  children: (fields: Fields, set: (part: Partial<Fields>) => void) => ReactNode;
}

/** What every page's form has: how it stands, what is wrong, and the choice after a conflict. */
function Form<Fields extends { title: string; markdown: string }>(props: FrameProps<Fields>) {
  const { page, heading, faults, place, action, children } = props;
  const { t } = useEditingWords();
  const { language } = useEditorKit();
  const { value, saving } = page;
  if (value === undefined) return null;
  const labels: Record<string, string> = {
    title: t('page.title'),
    summary: t('page.summary'),
    language: t('page.language'),
    markdown: t('page.text'),
    minutes: t('page.minutes'),
    kind: t('page.kind'),
    completes: t('page.completes'),
    after: t('page.after'),
    certificate: t('page.certificate'),
    media: t('page.kind'),
  };
  const ofFields = faults.filter(({ field }) => field !== null);
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h2 className="text-section">
          <bdi>{heading}</bdi>
        </h2>
        <SavingLine saving={saving} onRetry={page.retry} />
      </div>
      {place && <PlaceRow place={place} title={heading} action={action} />}
      {saving.state === 'conflict' && (
        <ConflictView
          mine={value}
          theirs={saving.theirs}
          language={language}
          labelOf={(field) => labels[field] ?? field}
          onSettle={page.settle}
        />
      )}
      {ofFields.length > 0 && (
        <ul className="border-s-4 border-caution ps-4">
          {ofFields.map((fault, at) => (
            <li key={at}>{fault.message}</li>
          ))}
        </ul>
      )}
      {children(value, (part) => page.change({ ...value, ...part }))}
    </section>
  );
}

function PlaceRow({ place, title, action }: { place: Place; title: string; action: ReactNode }) {
  const { t } = useEditingWords();
  const { onStep, module, onRemove, busy } = place;
  const step = (way: Step, label: string, name: string): ReactNode => (
    <Button
      aria-label={name}
      onClick={onStep[way] ?? undefined}
      disabled={onStep[way] === null || busy}
      className="disabled:opacity-60"
    >
      {label}
    </Button>
  );
  return (
    <div role="group" aria-label={t('page.place')} className="flex flex-wrap items-end gap-2">
      {step('up', t('page.up'), t('page.upName', { title }))}
      {step('down', t('page.down'), t('page.downName', { title }))}
      {module && (
        <Select
          label={t('page.module')}
          value={module.id}
          options={module.options.map((one) => ({ value: one.id, label: one.title }))}
          onChange={module.onPut}
        />
      )}
      <Button look="danger" onClick={onRemove} disabled={busy} className="disabled:opacity-60">
        {t('page.remove')}
      </Button>
      {action}
    </div>
  );
}

interface PartProps<Fields> {
  fields: Fields;
  set: (part: Partial<Fields>) => void;
}

function Title<Fields extends { title: string }>({ fields, set }: PartProps<Fields>) {
  const { t } = useEditingWords();
  return (
    <TextField
      label={t('page.title')}
      name="title"
      value={fields.title}
      onChange={(title) => set({ title: title.slice(0, 200) } as Partial<Fields>)}
      fault={fields.title.trim() === '' ? t('draft.untitled') : undefined}
    />
  );
}

function Summary<Fields extends { summary: string }>({
  fields,
  set,
  onLeave,
}: PartProps<Fields> & { onLeave: () => void }) {
  const { t } = useEditingWords();
  return (
    <Area
      label={t('page.summary')}
      hint={t('page.summaryHint')}
      value={fields.summary}
      maxLength={1_000}
      onChange={(summary) => set({ summary } as Partial<Fields>)}
      onLeave={onLeave}
    />
  );
}
