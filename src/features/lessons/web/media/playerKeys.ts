import { isTyped } from '#platform/web/ui/singleKeys.ts';

/** What a key does to the recording. */
export type PlayerAct =
  | { act: 'toggle' | 'mute' | 'fullscreen' }
  | { act: 'captions' }
  | { act: 'seek'; bySeconds: number }
  | { act: 'volume'; by: number };

/** Where the key was pressed. */
export interface PressedAt {
  /** Whether the focus is in the player, beside the recording: its own controls know space and arrows. */
  inPlayer: boolean;
  /** In something that takes keys for itself, or together with others. */
  isTyped: boolean;
  /** On something that the space bar presses. */
  isPressable: boolean;
  /** In a list that arrow keys move in. */
  isList: boolean;
}

const letters: Record<string, PlayerAct> = {
  k: { act: 'toggle' },
  j: { act: 'seek', bySeconds: -10 },
  l: { act: 'seek', bySeconds: 10 },
  m: { act: 'mute' },
  f: { act: 'fullscreen' },
  c: { act: 'captions' },
};
const others: Record<string, PlayerAct> = {
  ' ': { act: 'toggle' },
  ArrowLeft: { act: 'seek', bySeconds: -5 },
  ArrowRight: { act: 'seek', bySeconds: 5 },
  ArrowUp: { act: 'volume', by: 0.1 },
  ArrowDown: { act: 'volume', by: -0.1 },
};

/**
 * Letters work on the whole page unless they were turned off; space and arrows, which a page needs for
 * itself, only in the player. Time goes from left to right in every language.
 */
export function playerAct(
  key: string,
  { inPlayer, isTyped: isForOthers, isPressable, isList }: PressedAt,
  singleKeys: boolean,
): PlayerAct | undefined {
  if (isForOthers) return undefined;
  const letter = singleKeys ? letters[key.toLowerCase()] : undefined;
  if (letter) return letter;
  if (!inPlayer || (key === ' ' ? isPressable : isList)) return undefined;
  return others[key];
}

export function pressedAt(press: KeyboardEvent, player: Element | null): PressedAt {
  const target = press.target instanceof Element ? press.target : null;
  return {
    inPlayer: target !== null && !target.matches('video, audio') && (player?.contains(target) ?? false),
    isTyped: isTyped(press),
    isList: target !== null && target.closest('[data-arrows]') !== null,
    isPressable: target !== null && target.closest('button, a, summary, [role=button]') !== null,
  };
}
