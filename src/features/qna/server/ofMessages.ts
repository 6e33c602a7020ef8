import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { isOver } from '#features/sessions/contract.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import { questionLimits, type MadeQuestion } from '../contract.ts';
import { requireUnmuted, takeTurn } from './asking.ts';
import { heldSession, holdInTurn, isStaff, requireNoTrial, type HeldSession } from './hold.ts';
import { takeAway } from './merging.ts';
import * as store from './store.ts';
import { tellDesk, tellMine, tellNew } from './tell.ts';

/** A message in the chat of a session. */
export interface Said {
  sessionId: string;
  authorId: string;
  /** null: taken away, or forgotten. */
  text: string | null;
}

/**
 * How the room that has a message hands it over: neither of the two knows the other.
 *
 * @returns undefined for one that was not said in a session
 */
export type SaidWith = (db: Queryable, messageId: string) => Promise<Said | undefined>;

interface OfMessage {
  messageId: string;
}

/** What makes questions of messages, and takes them away again. */
export function ofMessages(saidWith: SaidWith) {
  return { ask: askingOf(saidWith), unask: unaskingOf(saidWith) };
}

/** Makes a question of a message: by its author as if they asked it, by staff let through at once. */
function askingOf(saidWith: SaidWith) {
  return async function ask(context: CommandContext, { messageId }: OfMessage): Promise<MadeQuestion> {
    const { actor, tx, tell } = context;
    const { said, session, byStaff } = await heldFor(saidWith, context, messageId);
    const { authorId, text } = said;
    if (text === null) throw new Refusal('conflict', 'This message was taken away.');
    const sessionId = session.id;
    await takeTurn(tx, sessionId);
    const known = await store.madeOf(tx, messageId);
    if (known !== undefined) return { sessionId, questionId: known };
    if (!byStaff) await requireUnmuted(tx, session, actor.userId);
    const id = newId();
    const { moderated } = session.settings;
    await store.insert(tx, {
      ...{ id, sessionId, authorId, fromMessageId: messageId },
      // Whose it is everybody has read in the chat.
      anonymity: 'none',
      question: shortened(text),
      isModerated: moderated,
      isLetThrough: byStaff,
    });
    if (!moderated || byStaff) tellNew(tell, { id, sessionId });
    tellDesk(tell, { id, sessionId });
    tellMine(tell, { id, author: { id: authorId, name: '' } });
    return { sessionId, questionId: id };
  };
}

/** Takes a question away again as if its author had; what staff hid from everybody stays hidden. */
function unaskingOf(saidWith: SaidWith) {
  return async function unask(context: CommandContext, { messageId }: OfMessage): Promise<OfMessage> {
    const { tx, tell } = context;
    const { session } = await heldFor(saidWith, context, messageId);
    await store.holdTurn(tx, session.id);
    const id = await store.madeOf(tx, messageId);
    if (id === undefined) return { messageId };
    const { question, at } = await holdInTurn(tx, id);
    if (question.state === 'dismissed') throw new Refusal('conflict', 'This question was dismissed.');
    await takeAway({ tx, tell }, question, at);
    return { messageId };
  };
}

interface Held {
  said: Said;
  session: HeldSession;
  byStaff: boolean;
}

/** @throws Refusal `forbidden` for whoever neither wrote the message nor runs the session */
async function heldFor(
  saidWith: SaidWith,
  { tx, actor }: { tx: Tx; actor: CommandContext['actor'] },
  messageId: string,
): Promise<Held> {
  const said = await saidWith(tx, messageId);
  if (!said) throw new Refusal('conflict', 'Questions are made of what is said in a session.');
  const session = await heldSession(tx, said.sessionId);
  if (isOver(session.state)) throw new Refusal('conflict', 'This session is over.');
  await requireNoTrial(tx, actor, session);
  const byStaff = await isStaff(tx, actor, session);
  if (!byStaff && said.authorId !== actor.userId)
    throw new Refusal('forbidden', 'This message is not yours.');
  return { said, session, byStaff };
}

/** As much of a message as a question holds; the rest is read where it was said. */
function shortened(text: string): string {
  const most = questionLimits.questionLength;
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  // Not in the middle of a character that takes two places.
  return `${cut.replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…`;
}
