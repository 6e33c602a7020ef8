import { use, type KeyboardEvent, type RefObject } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { DeskQuestion } from '../../contract.ts';
import { Answer, Labels, QuestionText } from '../QuestionFacts.tsx';
import { TalkLinks } from '../TalkLinks.tsx';
import { actWords } from './actWords.ts';
import { CourseLessonsContext } from './courseLessons.ts';
import { actsFor, doneWord, type DeskAct } from './desk.ts';
import { TalkActs } from './TalkActs.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';

export interface DeskRowProps {
  question: DeskQuestion;
  /** The question that it was merged into, where it was. */
  into: DeskQuestion | undefined;
  acts: DeskActs;
  showsNothing: boolean;
  /** It is the row that keys speak to: its buttons are all there, and it is the list's one stop of the Tab key. */
  isCurrent: boolean;
  row: RefObject<HTMLLIElement | null> | undefined;
  onCurrent: () => void;
  onAct: (act: DeskAct) => void;
  onKey: (key: KeyboardEvent) => void;
}

/** One question at the desk, with what can be done about it. */
export function DeskRow(props: DeskRowProps) {
  const { question, into, acts, showsNothing, isCurrent, row, onCurrent, onAct, onKey } = props;
  const { t } = useDeskWords();
  const formats = useFormats();
  const { id, upvotes, state, answer } = question;
  const isNow = state === 'answering';
  return (
    <li
      ref={row}
      tabIndex={isCurrent ? 0 : -1}
      data-question={id}
      aria-current={isCurrent ? 'true' : undefined}
      onFocus={onCurrent}
      onClick={onCurrent}
      onKeyDown={onKey}
      className={`grid scroll-my-4 grid-cols-[2.5rem_minmax(0,1fr)] gap-x-3 border-s-4 border-b border-hairline px-2 py-3 aria-[current]:bg-quiet ${isNow ? 'border-s-live' : 'border-s-transparent'}`}
    >
      <p className="text-end text-title">
        <span className="sr-only">{t('row.votes', { count: upvotes })}</span>
        <span aria-hidden="true">
          <bdi>{formats.number(upvotes)}</bdi>
          <span className="ms-1 text-caption text-muted">▲</span>
        </span>
      </p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
        <QuestionText text={question.question} />
        <Facts question={question} into={into} />
        {answer && <Answer answer={answer} />}
        <TalkLinks question={question} tabIndex={isCurrent ? 0 : -1} />
        <Underway id={id} acts={acts} />
        <DoneLine question={question} acts={acts} />
        <Acts
          question={question}
          showsNothing={showsNothing}
          isCurrent={isCurrent}
          isBusy={isBusy(id, acts)}
          onAct={onAct}
        />
      </div>
    </li>
  );
}

function isBusy(id: string, acts: DeskActs): boolean {
  const underway = acts.underwayFor(id);
  return underway?.state === 'sending' || underway?.state === 'waiting';
}

const stateTones = {
  pending: 'text-caution',
  published: 'text-muted',
  answering: 'text-live',
  answered: 'text-good',
  dismissed: 'text-muted',
  merged: 'text-muted',
} as const;

function Facts({ question, into }: Pick<DeskRowProps, 'question' | 'into'>) {
  const { t } = useDeskWords();
  const formats = useFormats();
  const now = useNow();
  const { state, author, anonymity, askedAt, edited, pinned, labels, reason, mutedUntil } = question;
  return (
    <div className="grid gap-1 text-caption text-muted">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className={`font-strong ${stateTones[state]}`}>{t(`state.${state}`)}</span>
        {pinned && <span className="text-ink">{t('row.pinned')}</span>}
        <bdi>
          {author === null
            ? t('row.hiddenFromAll')
            : anonymity === 'peers'
              ? t('row.hiddenFromPeers', { name: author.name })
              : t('row.by', { name: author.name })}
        </bdi>
        <bdi>{formats.ago(askedAt, now)}</bdi>
        {edited && <span>{t('row.edited')}</span>}
        <Labels labels={labels} />
      </div>
      {reason !== '' && <bdi>{t('row.reason', { reason })}</bdi>}
      {into && <bdi>{t('row.mergedInto', { question: into.question })}</bdi>}
      {question.lessonId !== null && <AtLesson lessonId={question.lessonId} />}
      {mutedUntil !== null && <p>{t('row.muted', { when: formats.when(mutedUntil, now) })}</p>}
    </div>
  );
}

/** While lessons are on their way, or where this one has left the course, it is one without a name. */
function AtLesson({ lessonId }: { lessonId: string }) {
  const { t } = useDeskWords();
  const lessons = use(CourseLessonsContext);
  const lesson = lessons.state === 'full' && lessons.data.find(({ id }) => id === lessonId);
  return <bdi>{lesson ? t('row.lesson', { lesson: lesson.title }) : t('row.someLesson')}</bdi>;
}

function Underway({ id, acts }: { id: string; acts: DeskActs }) {
  const { t } = useDeskWords();
  const underway = acts.underwayFor(id);
  switch (underway?.state) {
    case undefined:
      return null;
    case 'sending':
      return <p className="waits text-caption text-muted">{t('row.sending')}</p>;
    case 'waiting':
      return <p className="text-caption text-caution">{t('row.waits')}</p>;
    case 'asks':
    case 'failed':
      return (
        <div role="alert" className="flex flex-wrap items-center gap-x-4">
          <p className={`text-caption ${underway.state === 'failed' ? 'text-live' : 'text-caution'}`}>
            {underway.state === 'failed' ? t('row.failed', { reason: underway.reason }) : t('row.asks')}
          </p>
          <Button look="plain" onClick={() => acts.onRetry(id)} className="mx-0">
            {t('row.again')}
          </Button>
          <Button look="plain" onClick={() => acts.onLeave(id)} className="mx-0">
            {t('row.leave')}
          </Button>
        </div>
      );
  }
}

function DoneLine({ question, acts }: { question: DeskQuestion; acts: DeskActs }) {
  const { t } = useDeskWords();
  const done = acts.doneTo(question.id);
  if (!done) return null;
  const { command, undo } = done;
  const what = t(`done.${doneWord(command)}`);
  return (
    <div className="appears flex flex-wrap items-center gap-x-4">
      <p role="status" className="text-label text-good">
        {what}
      </p>
      {undo && (
        <Button
          look="plain"
          aria-label={t('row.undoOf', { what })}
          onClick={() => acts.onDo(undo, question)}
          className="mx-0"
        >
          {t('row.undo')}
        </Button>
      )}
    </div>
  );
}

interface ActsProps extends Pick<DeskRowProps, 'question' | 'showsNothing' | 'isCurrent' | 'onAct'> {
  isBusy: boolean;
}

function Acts({ question, showsNothing, isCurrent, isBusy: busy, onAct }: ActsProps) {
  const { t } = useDeskWords();
  const [first, ...others] = actsFor(question, { showsNothing });
  const shown = isCurrent ? [first, ...others] : [first];
  return (
    <div className="flex flex-wrap gap-2">
      {shown.map(
        (act) =>
          act && (
            <Button
              key={act}
              look={act === first && isCurrent ? 'primary' : 'quiet'}
              tabIndex={isCurrent ? 0 : -1}
              aria-disabled={busy || undefined}
              onClick={() => !busy && onAct(act)}
            >
              {actWords(act, question, t)}
            </Button>
          ),
      )}
      {isCurrent && <TalkActs question={question} />}
    </div>
  );
}
