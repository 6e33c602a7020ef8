import type { ParseKeys } from 'i18next';

type ChipText = { key: Extract<ParseKeys, `chip.${string}`>; values?: Record<string, number> };

/** What the one connection of this browser is doing, as far as a person cares. */
export type ConnectionStatus =
  | { state: 'live'; transport: 'socket' | 'slow-socket' | 'stream' | 'polling'; ageSeconds: number }
  | { state: 'reconnecting'; sinceMs: number; waiting?: number }
  | { state: 'offline'; waiting: number }
  | { state: 'catchingUp' }
  | { state: 'back'; caughtUp: number; reloaded: boolean };

export interface Chip {
  tone: 'live' | 'good' | 'caution' | 'off';
  text: ChipText;
  /** Said on hover and focus. */
  tip?: ChipText;
  /** In good order: the dot is enough, the words come on hover and focus. */
  dotOnly?: boolean;
  retry?: boolean;
}

/** A drop this short is nobody's business. */
const NOTICED_AFTER_MS = 1_500;
const OFFLINE_AFTER_MS = 30_000;
/** The server's polling interval, as the chip tells it. */
const POLL_SECONDS = 15;

/**
 * What the chip says.
 *
 * @param shown what it says now: a drop of under 1.5 s leaves it as it is
 */
export function chipOf(status: ConnectionStatus, shown: Chip | null = null): Chip {
  switch (status.state) {
    case 'live':
      return liveChip(status);
    case 'reconnecting':
      if (status.sinceMs < NOTICED_AFTER_MS && shown) return shown;
      if (status.sinceMs >= OFFLINE_AFTER_MS) return offlineChip(status.waiting ?? 0);
      return {
        tone: 'caution',
        text: reconnecting(status.waiting ?? 0),
        tip: { key: 'chip.reconnectingTip' },
      };
    case 'catchingUp':
      return { tone: 'caution', text: { key: 'chip.catchingUp' } };
    case 'offline':
      return offlineChip(status.waiting);
    case 'back':
      if (status.reloaded) return { tone: 'good', text: { key: 'chip.reloaded' } };
      if (status.caughtUp === 0) return { tone: 'good', text: { key: 'chip.back' } };
      return { tone: 'good', text: { key: 'chip.caughtUp', values: { count: status.caughtUp } } };
  }
}

function reconnecting(waiting: number): ChipText {
  if (waiting === 0) return { key: 'chip.reconnecting' };
  return { key: 'chip.reconnectingWaiting', values: { count: waiting } };
}

function liveChip({ transport, ageSeconds }: Extract<ConnectionStatus, { state: 'live' }>): Chip {
  const age = { key: 'chip.age', values: { count: ageSeconds } } satisfies Chip['tip'];
  switch (transport) {
    case 'socket':
      return { tone: 'live', text: { key: 'chip.live' }, tip: age, dotOnly: true };
    case 'slow-socket':
      return { tone: 'caution', text: { key: 'chip.slow' }, tip: { key: 'chip.slowTip' } };
    case 'stream':
      return { tone: 'good', text: { key: 'chip.upToDate' }, tip: age };
    case 'polling':
      return { tone: 'caution', text: { key: 'chip.checking', values: { count: POLL_SECONDS } }, tip: age };
  }
}

function offlineChip(waiting: number): Chip {
  const text: Chip['text'] =
    waiting > 0 ? { key: 'chip.offlineWaiting', values: { count: waiting } } : { key: 'chip.offline' };
  return { tone: 'off', text, tip: { key: 'chip.offlineTip' }, retry: true };
}
