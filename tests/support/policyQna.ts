import type { ChatMessage } from '#features/chat/contract.ts';
import type { OwnQuestion } from '#features/qna/contract.ts';
import type { StaffSession } from '#features/sessions/contract.ts';
import type { Academy, TestHouse, TestPerson } from './house.ts';
import { inMinutes } from './liveSessions.ts';

type Asker = 'amara' | 'jonas' | 'ines' | 'paula';

/** Questions of the north in every state that matters, and one of the south. */
export interface QuestionsAsked {
  sessionId: string;
  open: string;
  waiting: string;
  dismissed: string;
  answered: string;
  south: string;
  /**
   * Questions of their own, which wait: one to put differently, and one to withdraw; and, of the class, messages of
   * theirs in the chat of the session, of one of which a question was made.
   */
  own: Record<Asker, OwnQuestions & { said: string; made: string }> & { gus?: OwnQuestions };
}

interface OwnQuestions {
  edited: string;
  withdrawn: string;
}

/** Two more questions of somebody's own, in the session where nothing waits. */
export async function questionsOf(
  house: TestHouse,
  as: TestPerson,
  sessionId: string,
): Promise<OwnQuestions> {
  const ask = async (): Promise<string> =>
    (await house.send<OwnQuestion>(as, 'POST', `/api/sessions/${sessionId}/questions`, { text: 'Why?' })).id;
  return { edited: await ask(), withdrawn: await ask() };
}

export async function questionsAsked(
  house: TestHouse,
  people: Record<Asker | 'guest' | 'ivo' | 'yusuf', TestPerson>,
): Promise<QuestionsAsked> {
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
  const plan = async (as: TestPerson, { cohortId }: Academy, moderated: boolean): Promise<string> => {
    const settings = { moderated, anonymity: 'everyone' };
    const whole = { title: 'Questions', startsAt: inMinutes(10), minutes: 60, settings };
    const { session } = await send<StaffSession>(as, 'POST', `/api/cohorts/${cohortId}/sessions`, whole);
    return session.id;
  };
  const ask = async (as: TestPerson, sessionId: string): Promise<string> =>
    (await send<OwnQuestion>(as, 'POST', `/api/sessions/${sessionId}/questions`, { text: 'Why?' })).id;
  const { guest, ines } = people;
  const sessionId = await plan(ines, house.north, false);
  const moderated = await plan(ines, house.north, true);
  const [dismissed, answered] = [await ask(guest, sessionId), await ask(guest, sessionId)];
  await send(ines, 'POST', `/api/questions/${dismissed}/dismissal`, {});
  await send(ines, 'PUT', `/api/questions/${answered}/answer`, { text: 'Because.' });
  const say = async (as: TestPerson): Promise<string> =>
    (await send<ChatMessage>(as, 'POST', `/api/channels/${sessionId}/messages`, { text: 'Why?' })).id;
  const ownOf = async (name: Asker) => {
    const made = await say(people[name]);
    await send(people[name], 'POST', `/api/messages/${made}/question`, {});
    return {
      edited: await ask(people[name], moderated),
      withdrawn: await ask(people[name], moderated),
      said: await say(people[name]),
      made,
    };
  };
  return {
    ...{ sessionId, dismissed, answered },
    open: await ask(guest, sessionId),
    waiting: await ask(guest, moderated),
    south: await ask(people.yusuf, await plan(people.ivo, house.south, false)),
    own: {
      amara: await ownOf('amara'),
      jonas: await ownOf('jonas'),
      ines: await ownOf('ines'),
      paula: await ownOf('paula'),
    },
  };
}

interface QnaExample {
  about: 'the cohort';
  input: Record<string, unknown>;
  passes?: string;
  own?: Partial<
    Record<
      | 'jonas, another student'
      | 'ines, instructor'
      | 'paula, administrator'
      | 'gus, guest of the live sessions',
      Record<string, unknown>
    >
  >;
}

/** Something to ask with for every command and view of the question room. */
export function qnaExamples(
  { cohortId, lessonIds }: Academy,
  { sessionId, open, waiting, dismissed, answered, own }: QuestionsAsked,
): Record<string, QnaExample[]> {
  const one = (input: Record<string, unknown>, passes?: string): QnaExample[] => [
    { about: 'the cohort', input, ...(passes !== undefined && { passes }) },
  ];
  const about = (questionId: string, more: object = {}, passes?: string): QnaExample[] =>
    one({ questionId, ...more }, passes);
  const ofOwn = (which: 'edited' | 'withdrawn', more: object = {}): QnaExample[] => [
    {
      about: 'the cohort',
      input: { questionId: own.amara[which], ...more },
      own: {
        'jonas, another student': { questionId: own.jonas[which] },
        'ines, instructor': { questionId: own.ines[which] },
        'paula, administrator': { questionId: own.paula[which] },
        ...(own.gus && { 'gus, guest of the live sessions': { questionId: own.gus[which] } }),
      },
    },
  ];
  const ofMessage = (which: 'said' | 'made'): QnaExample[] => [
    {
      about: 'the cohort',
      input: { messageId: own.amara[which] },
      own: {
        'jonas, another student': { messageId: own.jonas[which] },
        'ines, instructor': { messageId: own.ines[which] },
        'paula, administrator': { messageId: own.paula[which] },
      },
    },
  ];
  const ofSession = one({ sessionId });
  const [lessonId] = lessonIds;
  return {
    'qa:ask': one({ sessionId, text: 'What now?', anonymous: true }),
    'qa:ask-message': ofMessage('said'),
    'qa:unask-message': ofMessage('made'),
    'chat:put-question': about(open, { text: 'Who knows?' }),
    'qa:edit': ofOwn('edited', { text: 'Why not?' }),
    'qa:withdraw': ofOwn('withdrawn'),
    'qa:upvote': about(open),
    'qa:take-back': about(open),
    'qa:publish': about(waiting),
    'qa:dismiss': about(dismissed, { reason: 'Asked before.' }),
    'qa:answer': about(answered, { text: null }),
    'qa:answer-now': about(open),
    'qa:pin': about(open, { on: true }),
    'qa:restore': about(own.amara.edited, {}, '409 conflict'),
    'qa:merge': about(open, { intoId: open }, '409 conflict'),
    'qa:mute-person': about(open, { minutes: 0 }),
    'qa:label': about(open, { labels: ['later'] }),
    'qa:attach-answered': one({ sessionId, lessonId }),
    'qa:attach': about(answered, { lessonId }),
    'qa:list': ofSession,
    'qa:desk': ofSession,
    'qa:similar': one({ sessionId, text: 'Why?' }),
    'qa:owed': one({ cohortId }),
    'qa:of-lesson': one({ cohortId, lessonId }),
    'qa:report': ofSession,
    'qa:export-csv': ofSession,
    'qa:export-json': ofSession,
  };
}
