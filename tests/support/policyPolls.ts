import type { DeskPoll } from '#features/polls/contract.ts';
import type { StaffSession } from '#features/sessions/contract.ts';
import type { Academy, TestHouse, TestPerson } from './house.ts';
import { inMinutes } from './liveSessions.ts';

/** Polls of the north in every state that matters, and one of the south. */
export interface PollsAsked {
  sessionId: string;
  draft: string;
  /** To be voted in and run; its options stand beside it. */
  open: string;
  optionId: string;
  anonymous: string;
  anonymousOptionId: string;
  closed: string;
  /** By name, of words, live. */
  words: string;
  south: string;
}

export async function pollsAsked(
  house: TestHouse,
  people: Record<'ines' | 'ivo', TestPerson>,
): Promise<PollsAsked> {
  const send = async <Answer>(
    as: TestPerson,
    method: string,
    path: string,
    body: object,
  ): Promise<Answer> => {
    const answer = await house.ask(method, path, { as, body });
    if (answer.status !== 200)
      throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return (answer.body as { data: Answer }).data;
  };
  const plan = async (as: TestPerson, { cohortId }: Academy): Promise<string> => {
    const whole = { title: 'Polls', startsAt: inMinutes(10), minutes: 60 };
    return (await send<StaffSession>(as, 'POST', `/api/cohorts/${cohortId}/sessions`, whole)).session.id;
  };
  const { ines, ivo } = people;
  const sessionId = await plan(ines, house.north);
  const ask = (as: TestPerson, of: string, more: object = {}, where = 'polls'): Promise<DeskPoll> => {
    const single = { kind: 'single', prompt: 'Which?', options: ['This', 'That'] };
    return send(as, 'POST', `/api/sessions/${of}/${where}`, { ...single, ...more });
  };
  const open = await ask(ines, sessionId);
  const anonymous = await ask(ines, sessionId, { anonymity: 'anonymous' });
  const closed = await ask(ines, sessionId);
  await send(ines, 'POST', `/api/polls/${closed.id}/closing`, {});
  const words = { kind: 'words', options: [], results: 'live', anonymity: 'named' };
  return {
    sessionId,
    draft: (await ask(ines, sessionId, {}, 'polls/drafts')).id,
    ...{ open: open.id, optionId: open.options[0]!.id },
    ...{ anonymous: anonymous.id, anonymousOptionId: anonymous.options[0]!.id },
    closed: closed.id,
    words: (await ask(ines, sessionId, words)).id,
    south: (await ask(ivo, await plan(ivo, house.south))).id,
  };
}

interface PollsExample {
  about: 'the cohort';
  input: Record<string, unknown>;
  passes?: string;
}

/** Something to ask with for every command and view of the poll room. */
export function pollsExamples(
  { cohortId }: Academy,
  { sessionId, draft, open, optionId, anonymous, anonymousOptionId, closed, words }: PollsAsked,
): Record<string, PollsExample[]> {
  const one = (input: Record<string, unknown>, passes?: string): PollsExample[] => [
    { about: 'the cohort', input, ...(passes !== undefined && { passes }) },
  ];
  const about = (pollId: string, more: object = {}, passes?: string): PollsExample[] =>
    one({ pollId, ...more }, passes);
  const written = { kind: 'yes-no', prompt: 'Again?' };
  const ofSession = one({ sessionId });
  const refused = '409 conflict';
  return {
    'poll:draft': one({ sessionId, ...written }),
    'poll:edit': about(draft, written),
    'poll:tie': about(draft, { agendaItemId: null }),
    'poll:move': about(draft, { side: 'after', otherId: open }, refused),
    'poll:discard': about(open, {}, refused),
    'poll:duplicate': about(open, { intoSessionId: sessionId }),
    'poll:launch': one({ sessionId, ...written }),
    'poll:open': about(open, {}, refused),
    'poll:countdown': about(open, { seconds: 600 }),
    'poll:close': about(closed),
    'poll:reveal': about(closed),
    'poll:put-away': about(closed),
    'poll:revote': about(draft, {}, refused),
    'poll:reset': about(draft, {}, refused),
    'poll:hide-text': about(words, { text: 'nothing', hidden: true }, '404 not_found'),
    'poll:vote': [
      ...about(open, { optionIds: [optionId] }),
      ...about(anonymous, { optionIds: [anonymousOptionId] }, '422 invalid'),
    ],
    'poll:list': ofSession,
    'poll:desk': ofSession,
    'poll:texts': about(words),
    'poll:desk-texts': about(words),
    'poll:ballots': [...about(words), ...about(anonymous, {}, refused)],
    'poll:bank': one({ cohortId }),
    'poll:report': ofSession,
    'poll:export-csv': ofSession,
    'poll:export-ballots': ofSession,
    'poll:export-json': ofSession,
  };
}
