import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { reactionKinds, type ChatMessage, type ReactionKind } from '../contract.ts';
import type { MessageAct } from './acts.ts';
import type { Reaction } from './reacting.ts';
import { ReactionIcon } from './ReactionIcon.tsx';
import { useChatWords, type Say } from './useChatWords.ts';

export interface MessageMenuProps {
  label: string;
  message: ChatMessage;
  acts: readonly MessageAct[];
  reactions: readonly Reaction[];
  /** Reactions are taken. */
  takesReactions: boolean;
  /** The list's one stop of the Tab key is here. */
  isCurrent: boolean;
  onAct: (act: MessageAct, message: ChatMessage) => void;
  onReact: (message: ChatMessage, kind: ReactionKind, on: boolean) => void;
}

export function actWords(t: Say, act: MessageAct, { author, pinned }: ChatMessage): string {
  switch (act) {
    case 'pin':
      return pinned ? t('act.unpin') : t('act.pin');
    case 'lock':
      return t('act.lock', { name: author.name });
    case 'reply':
    case 'edit':
    case 'delete':
    case 'report':
    case 'copy':
    case 'revisions':
    case 'ask':
    case 'unask':
      return t(`act.${act}`);
  }
}

const isKind = (key: string): key is ReactionKind => (reactionKinds as readonly string[]).includes(key);

/** What can be done about one message: reactions in a row, and the rest below. */
export function MessageMenu(props: MessageMenuProps) {
  const { label, message, acts, reactions, takesReactions, isCurrent, onAct, onReact } = props;
  const { t } = useChatWords();
  const own = new Set(reactions.filter(({ isOwn }) => isOwn).map(({ kind }) => kind));
  const act = (key: string): void => {
    if (isKind(key)) onReact(message, key, !own.has(key));
    else onAct(key as MessageAct, message);
  };
  return (
    <MenuTrigger>
      <Button
        aria-label={label}
        excludeFromTabOrder={!isCurrent}
        data-menu
        className="controls flex min-w-10 items-center justify-center rounded-control text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:text-ink data-[pressed]:text-ink aria-expanded:opacity-100 pointer-coarse:min-w-11 pointer-coarse:opacity-100"
      >
        <span aria-hidden="true" className="text-title">
          ⋯
        </span>
      </Button>
      <Popover
        placement="bottom end"
        className="min-w-56 overflow-auto rounded-control border border-hairline bg-surface p-1 shadow-float"
      >
        <Menu aria-label={label} className="outline-none" onAction={(key) => act(String(key))}>
          {takesReactions ? (
            <MenuSection
              aria-label={t('act.react')}
              className="mb-1 flex justify-between border-b border-hairline pb-1"
            >
              {reactionKinds.map((kind) => (
                <MenuItem
                  key={kind}
                  id={kind}
                  aria-label={t(`reaction.${kind}`)}
                  textValue={t(`reaction.${kind}`)}
                  className={`controls flex min-w-10 cursor-pointer items-center justify-center rounded-control outline-none data-[focused]:bg-accent-soft ${own.has(kind) ? 'bg-accent-soft text-accent' : ''}`}
                >
                  <ReactionIcon kind={kind} />
                </MenuItem>
              ))}
            </MenuSection>
          ) : null}
          {acts.map((one) => (
            <MenuItem
              key={one}
              id={one}
              className={`controls flex cursor-pointer items-center rounded-control px-3 outline-none data-[focused]:bg-accent-soft ${one === 'delete' ? 'text-live' : ''}`}
            >
              {actWords(t, one, message)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
