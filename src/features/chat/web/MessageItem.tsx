import { Suspense, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Avatar } from '#platform/web/ui/Avatar.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { part } from '#platform/web/ui/part.ts';
import type { ChatMessage } from '../contract.ts';
import type { Mentionable } from './mentions.ts';
import { MessageMenu, type MessageMenuProps } from './MessageMenu.tsx';
import { NearQuestion } from './NearQuestion.tsx';
import { ReactionIcon } from './ReactionIcon.tsx';
import { useChatWords } from './useChatWords.ts';

const MessageText = part(() => import('./MessageText.tsx'), 'MessageText');

export interface MessageItemProps extends Omit<MessageMenuProps, 'label'> {
  meId: string;
  /** It goes on what the same person said just before. */
  isContinued: boolean;
  /** The reader looks at the thread below it already. */
  isInThread: boolean;
  /** Why something was not done about it. */
  fault: string | undefined;
  onFaultRead: () => void;
  /** In the place of the text: it is being put differently. */
  editor?: ReactNode;
}

/** One message, with what can be done about it. */
export function MessageItem(props: MessageItemProps) {
  const { message, isContinued, acts, isInThread, fault, onAct, onFaultRead, editor } = props;
  const { t } = useChatWords();
  const formats = useFormats();
  const now = useNow();
  const { author, at, deleted } = message;
  const hasMenu = acts.length > 0 || props.takesReactions;
  return (
    <div
      className={`group grid grid-cols-[2.25rem_minmax(0,1fr)_auto] gap-x-3 rounded-control px-2 hover:bg-quiet focus-within:bg-quiet ${isContinued ? 'py-0.5' : 'pt-2 pb-0.5'}`}
    >
      <span className="pt-0.5">{!isContinued && <Avatar name={author.name} />}</span>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-1">
        <Head message={message} meId={props.meId} isContinued={isContinued} />
        {editor ||
          (deleted === null ? (
            <Text text={message.text} mentions={namedOf(message)} meId={props.meId} />
          ) : (
            <Gone message={message} />
          ))}
        {!editor && <NearQuestion message={message} />}
        <Reactions {...props} />
        {!isInThread && message.replies > 0 && message.repliedAt !== null && (
          <button
            type="button"
            onClick={() => onAct('reply', message)}
            className="controls inline-flex items-center gap-2 justify-self-start text-label text-accent hover:underline"
          >
            {t('message.thread', { count: message.replies })}
            <bdi className="text-caption text-muted">
              {t('message.lastReply', { when: formats.ago(message.repliedAt, now) })}
            </bdi>
          </button>
        )}
        {fault !== undefined && (
          <div role="alert" className="flex flex-wrap items-center gap-x-4">
            <p className="text-caption text-live">{t('message.notDone', { reason: fault })}</p>
            <Button look="plain" onClick={onFaultRead} className="mx-0">
              {t('message.close')}
            </Button>
          </div>
        )}
      </div>
      <div className="-my-1">
        {hasMenu && (
          <MessageMenu
            label={t('message.actions', { name: author.name, when: formats.when(at, now) })}
            message={message}
            acts={acts}
            reactions={props.reactions}
            takesReactions={props.takesReactions}
            isCurrent={props.isCurrent}
            onAct={onAct}
            onReact={props.onReact}
          />
        )}
      </div>
    </div>
  );
}

function Head({ message, meId, isContinued }: Pick<MessageItemProps, 'message' | 'meId' | 'isContinued'>) {
  const { t } = useChatWords();
  const formats = useFormats();
  const { author, at, edited, pinned, deleted } = message;
  const isMine = author.id === meId;
  if (isContinued) {
    // Whoever hears the list hears who is speaking, too.
    return (
      <p className="sr-only">
        {isMine ? t('message.you') : author.name} {formats.clock(at)}
        {edited && deleted === null && ` ${t('message.edited')}`}
      </p>
    );
  }
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-caption text-muted">
      <bdi className="text-label text-ink">{author.name}</bdi>
      {isMine && <span>{t('message.you')}</span>}
      {author.isStaff && (
        <span className="rounded-bar border border-hairline px-1.5 text-ink">{t('message.staff')}</span>
      )}
      <time dateTime={at}>
        <bdi>{formats.clock(at)}</bdi>
      </time>
      {edited && deleted === null && <span>{t('message.edited')}</span>}
      {pinned && <span className="rounded-bar bg-quiet px-1.5 text-ink">{t('message.pinned')}</span>}
    </p>
  );
}

interface TextProps {
  text: string;
  mentions: readonly Mentionable[];
  meId: string;
}

const nobody: readonly Mentionable[] = [];

/** Of whom the marks in the text are. */
function namedOf({ mentions }: ChatMessage): readonly Mentionable[] {
  return mentions.length === 0 ? nobody : mentions;
}

/** The reader of Markdown is heavy: until it is there, words stand as they were typed. */
export function Text({ text, mentions, meId }: TextProps) {
  return (
    <Suspense
      fallback={
        <p dir="auto" className="whitespace-pre-line [overflow-wrap:anywhere]">
          {text}
        </p>
      }
    >
      <MessageText text={text} mentions={mentions} meId={meId} />
    </Suspense>
  );
}

/** What says that there was a message. */
export function Gone({ message }: { message: Pick<ChatMessage, 'deleted' | 'author'> }) {
  const { t } = useChatWords();
  const { deleted, author } = message;
  const said = {
    author: t('message.deletedByAuthor', { name: author.name }),
    staff: t('message.deletedByStaff'),
    forgotten: t('message.forgotten'),
  };
  return deleted && <p className="text-muted italic">{said[deleted]}</p>;
}

function Reactions({ message, reactions, takesReactions, isCurrent, onReact }: MessageItemProps) {
  const { t } = useChatWords();
  const formats = useFormats();
  if (reactions.length === 0 || message.deleted !== null) return null;
  return (
    <ul aria-label={t('message.reactions')} className="flex flex-wrap gap-1 py-1">
      {reactions.map(({ kind, count, isOwn }) => {
        const shown = (
          <>
            <ReactionIcon kind={kind} />
            <bdi aria-hidden="true">{formats.number(count)}</bdi>
            <span className="sr-only">{t('message.reaction', { count, kind: t(`reaction.${kind}`) })}</span>
          </>
        );
        const shape =
          'inline-flex min-h-8 items-center gap-1.5 rounded-control border px-2 text-label pointer-coarse:min-h-11';
        return (
          <li key={kind}>
            {takesReactions ? (
              <button
                type="button"
                tabIndex={isCurrent ? 0 : -1}
                aria-pressed={isOwn}
                onClick={() => onReact(message, kind, !isOwn)}
                className={`${shape} border-hairline bg-surface hover:border-control aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent`}
              >
                {shown}
              </button>
            ) : (
              <span className={`${shape} border-hairline`}>{shown}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
