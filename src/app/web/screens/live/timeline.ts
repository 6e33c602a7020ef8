import type { PollsReport } from '#features/polls/contract.ts';
import type { QuestionsReport } from '#features/qna/contract.ts';
import type { SessionAttendance } from '#features/sessions/contract.ts';

export interface Happening {
  /** Tells it from others, of whatever kind. */
  key: string;
  is: 'began' | 'ended' | 'poll' | 'shown' | 'answered' | 'aloud';
  at: string;
  /** Whole minutes from the beginning of the session, rounded down; below 0: before it. */
  minute: number;
  /** The question of it; '' where there is none. */
  text: string;
}

interface Parts {
  session: Pick<SessionAttendance['session'], 'startedAt' | 'endedAt'>;
  polls: PollsReport['polls'];
  questions: QuestionsReport['questions'];
}

/** What happened in a session, in order, as far as its moments are recorded; nothing of one that did not begin. */
export function timelineOf({ session: { startedAt, endedAt }, polls, questions }: Parts): Happening[] {
  if (startedAt === null) return [];
  const happened: Happening[] = [];
  const add = (is: Happening['is'], id: string, at: string | null, text = ''): void => {
    if (at === null) return;
    const minute = Math.floor((Date.parse(at) - Date.parse(startedAt)) / 60_000);
    happened.push({ key: `${is} ${id}`, is, at, minute, text });
  };
  add('began', '', startedAt);
  for (const { id, prompt, openedAt, revealedAt } of polls) {
    add('poll', id, openedAt, prompt);
    add('shown', id, revealedAt, prompt);
  }
  for (const { id, state, question, answer } of questions)
    if (answer && state === 'answered')
      add(answer.text === null ? 'aloud' : 'answered', id, answer.at, question);
  add('ended', '', endedAt);
  // Of the same moment they stay as they were added: a session begins before anything else.
  return happened.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}
