import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { ChatMessage } from '../contract.ts';
import { Text } from './MessageItem.tsx';
import { useChatWords } from './useChatWords.ts';

interface PinnedListProps {
  pinned: readonly ChatMessage[];
  meId: string;
  onOpen: (message: ChatMessage) => void;
}

/** What staff keep in sight. */
export function PinnedList({ pinned, meId, onOpen }: PinnedListProps) {
  const { t } = useChatWords();
  const formats = useFormats();
  const now = useNow();
  if (pinned.length === 0) return null;
  return (
    <details className="group rounded-control border border-hairline bg-surface px-4">
      <summary className="controls inline-flex items-center gap-1 text-label">
        {t('head.pinned', { count: pinned.length })}
        <DownIcon className="size-4 group-open:rotate-180" />
      </summary>
      <ul className="relative grid max-h-64 grid-cols-[minmax(0,1fr)] overflow-y-auto pb-2">
        {pinned.map((message) => (
          <li key={message.id} className="grid grid-cols-[minmax(0,1fr)] gap-1 border-t border-hairline py-2">
            <p className="flex flex-wrap items-baseline gap-x-2 text-caption text-muted">
              <bdi className="text-label text-ink">{message.author.name}</bdi>
              <bdi>{formats.when(message.at, now)}</bdi>
            </p>
            <Text text={message.text} mentions={message.mentions} meId={meId} />
            <p>
              <Button look="plain" className="mx-0" onClick={() => onOpen(message)}>
                {t('head.show')}
              </Button>
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
