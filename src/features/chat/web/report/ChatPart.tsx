import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Figures } from '#platform/web/ui/Figures.tsx';
import type { ChatMessage, ChatSummary } from '../../contract.ts';
import { Text } from '../MessageItem.tsx';
import { useChatWords } from '../useChatWords.ts';
import { useReportWords } from './useReportWords.ts';

interface ChatPartProps {
  summary: ChatSummary;
  /** The cohort's. */
  zone: string;
}

/** What was said in a session, in order, with what it comes to. */
export function ChatPart({ summary: { figures, messages }, zone }: ChatPartProps) {
  const { t } = useReportWords();
  const formats = useFormats();
  const { gone } = figures;
  const byId = new Map(messages.map((message) => [message.id, message]));
  if (figures.messages === 0 && gone === 0) return <p className="text-muted">{t('none')}</p>;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Figures
        label={t('label')}
        figures={(['messages', 'replies', 'people', 'reactions'] as const).map((name) => ({
          name: t(name),
          value: formats.number(figures[name]),
          formula: t(`${name}Formula`),
        }))}
      />
      {gone > 0 && <p className="text-caption text-caution">{t('gone', { count: gone })}</p>}
      {messages.length < figures.messages && (
        <p className="text-caption text-caution">{t('first', { count: messages.length })}</p>
      )}
      <ol aria-label={t('transcript')} className="border-t border-hairline">
        {messages.map((message) => (
          <Said
            key={message.id}
            message={message}
            root={message.threadId === null ? undefined : byId.get(message.threadId)}
            zone={zone}
          />
        ))}
      </ol>
    </div>
  );
}

/** Whether something of what was said is gone, or more than stands here. */
export function lacksOfChat({ figures, messages }: ChatSummary): boolean {
  return figures.gone > 0 || messages.length < figures.messages;
}

interface SaidProps {
  message: ChatMessage;
  /** What it replies to, where that stands here. */
  root: ChatMessage | undefined;
  zone: string;
}

function Said({ message, root, zone }: SaidProps) {
  const { t } = useReportWords();
  const { t: say } = useChatWords();
  const formats = useFormats();
  const { author, at, text, mentions, threadId, edited, pinned, reactions } = message;
  return (
    <li
      className={`grid grid-cols-[minmax(0,1fr)] gap-1 border-b border-hairline py-2 print:break-inside-avoid ${threadId === null ? '' : 'ps-6'}`}
    >
      <p className="flex flex-wrap items-baseline gap-x-2 text-caption text-muted">
        <bdi className="text-label text-ink">{author.name}</bdi>
        {author.isStaff && <span>{say('message.staff')}</span>}
        <time dateTime={at}>
          <bdi>{formats.moment(at, zone)}</bdi>
        </time>
        {threadId !== null && <bdi>{root ? t('replyTo', { name: root.author.name }) : t('reply')}</bdi>}
        {edited && <span>{say('message.edited')}</span>}
        {pinned && <span>{say('message.pinned')}</span>}
        {reactions.map(({ kind, count }) => (
          <span key={kind}>{say('message.reaction', { kind: say(`reaction.${kind}`), count })}</span>
        ))}
      </p>
      <Text text={text} mentions={mentions} meId="" />
    </li>
  );
}
