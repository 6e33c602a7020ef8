import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { chat, chatLimits, type ChatChannel, type ChatMessage } from '../contract.ts';
import { Text } from './MessageItem.tsx';
import { useChatWords } from './useChatWords.ts';

interface SearchPartProps {
  channel: ChatChannel;
  meId: string;
  onOpen: (message: ChatMessage) => void;
}

/** Looks for words in one channel. */
export function SearchPart({ channel, meId, onOpen }: SearchPartProps) {
  const { live } = useRealtime();
  const [words, setWords] = useState('');
  const input = { cohortId: channel.cohortId, channelId: channel.id, words };
  const result = useQuery<{ messages: ChatMessage[] }, ApiProblem>({
    queryKey: ['chat:search', input],
    queryFn: async ({ signal }) => (await live.api.view(chat, 'chat:search', input, { signal })).data,
    enabled: words !== '',
    // What is said meanwhile is found by looking again.
    gcTime: 0,
    retry: false,
  });
  return (
    <SearchView
      found={words === '' ? null : viewOf(result)}
      meId={meId}
      onLook={(typed) => {
        if (typed === words) void result.refetch();
        setWords(typed);
      }}
      onOpen={onOpen}
    />
  );
}

interface SearchViewProps {
  /** null: nothing was looked for yet. */
  found: View<{ messages: ChatMessage[] }> | null;
  meId: string;
  onLook: (words: string) => void;
  onOpen: (message: ChatMessage) => void;
  start?: string;
}

export function SearchView({ found, meId, onLook, onOpen, start = '' }: SearchViewProps) {
  const { t } = useChatWords();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(start);
  useEffect(() => field.current?.focus(), []);
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <form
        role="search"
        noValidate
        onSubmit={(submit) => {
          submit.preventDefault();
          if (typed.trim() !== '') onLook(typed.trim());
        }}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2"
      >
        <div className="grid gap-1">
          <label htmlFor={id} className="text-label">
            {t('search.words')}
          </label>
          <input
            ref={field}
            id={id}
            type="search"
            dir="auto"
            maxLength={chatLimits.searchLength}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            className="field"
          />
        </div>
        <Button look="primary" type="submit">
          {t('search.go')}
        </Button>
      </form>
      {found && (
        <Shown
          view={found}
          loading={t('search.loading')}
          failed={t('search.failed')}
          bones={<Bones className="gap-6" lines={['80%', '60%']} />}
        >
          {({ messages }) => <Found messages={messages} meId={meId} onOpen={onOpen} />}
        </Shown>
      )}
    </section>
  );
}

function Found({
  messages,
  meId,
  onOpen,
}: Pick<SearchViewProps, 'meId' | 'onOpen'> & { messages: ChatMessage[] }) {
  const { t } = useChatWords();
  const formats = useFormats();
  const now = useNow();
  const count = messages.length;
  const told =
    count === 0
      ? t('search.none')
      : count >= chatLimits.found
        ? t('search.foundMany', { count })
        : t('search.found', { count });
  return (
    <>
      <p role="status" className="text-muted">
        {told}
      </p>
      <ul className="grid grid-cols-[minmax(0,1fr)] empty:hidden">
        {messages.map((message) => {
          const when = formats.when(message.at, now);
          const { name } = message.author;
          return (
            <li
              key={message.id}
              className="grid grid-cols-[minmax(0,1fr)] gap-1 border-t border-hairline py-3"
            >
              <p className="flex flex-wrap items-baseline gap-x-2 text-caption text-muted">
                <bdi className="text-label text-ink">{name}</bdi>
                <bdi>{when}</bdi>
              </p>
              <Text text={message.text} mentions={message.mentions} meId={meId} />
              <p>
                <Button
                  look="plain"
                  className="mx-0"
                  aria-label={t('search.open', { name, when })}
                  onClick={() => onOpen(message)}
                >
                  {t('head.show')}
                </Button>
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}
