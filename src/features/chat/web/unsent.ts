import type { PendingCommand } from '#platform/web/outbox/outbox.ts';
import type { ChatMessage } from '../contract.ts';

/** A message of one's own that is not with the server yet. */
export interface Unsent {
  commandId: string;
  text: string;
  at: string;
  state: 'sending' | 'waiting' | 'asks' | 'failed';
  reason: string;
}

interface Known {
  channelId: string;
  threadId: string | null;
  /** What is listed there already, and whose it is. */
  messages: readonly ChatMessage[];
  meId: string;
  /** Ids of the messages that were answered to this page: those are no echo of what still waits. */
  answered: ReadonlySet<string>;
  /** The position of the newest message when each command was given, as far as it was given here. */
  givenAt: ReadonlyMap<string, number>;
  isAway: boolean;
}

/**
 * What was said here and has not got through, oldest first. A message can be heard of before its own answer comes, and
 * after a cut long before: what is listed already is not shown a second time. Commands of one channel go one after the
 * other, so only the first of them can be.
 */
export function unsentOf(pending: readonly PendingCommand[], known: Known): Unsent[] {
  const { channelId, threadId, isAway } = known;
  const own = pending.filter(
    ({ name, input }) =>
      name === 'chat:send' && input['channelId'] === channelId && (input['threadId'] ?? null) === threadId,
  );
  const first = own.find(({ state }) => state !== 'failed');
  return own.flatMap((command) => {
    const { commandId, input, state, problem, createdAtMs } = command;
    if (command === first && isListed(command, known)) return [];
    const shown = state === 'needs-confirmation' ? 'asks' : state === 'sending' && isAway ? 'waiting' : state;
    const at = new Date(createdAtMs).toISOString();
    return [{ commandId, text: String(input['text']), at, state: shown, reason: problem?.message ?? '' }];
  });
}

function isListed(command: PendingCommand, { messages, meId, answered, givenAt }: Known): boolean {
  const text = String(command.input['text']).trim();
  const since = givenAt.get(command.commandId);
  // Of what an earlier page gave it is not known since when to look: only while it is under way may it be listed.
  if (since === undefined && command.state !== 'sending') return false;
  return messages.some(
    (message) =>
      message.author.id === meId &&
      message.position > (since ?? 0) &&
      message.text === text &&
      !answered.has(message.id),
  );
}
