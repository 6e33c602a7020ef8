import type { ChatMessage } from '#features/chat/contract.ts';
import type { OwnQuestion } from '#features/qna/contract.ts';
import type { LiveSession } from '#features/sessions/contract.ts';
import type { Academy } from './academy.ts';
import type { Rooms } from './rooms.ts';

interface Asked {
  sessionId: string;
  /** Asked by somebody who has left since. */
  question: OwnQuestion;
}

const askedIn = new WeakMap<Academy, Asked>();

/** Somebody who has left since has asked a question in the session of the class, when anybody begins to look. */
export async function qnaBegin(rooms: Rooms, academy: Academy): Promise<void> {
  const { cohortId, person } = academy;
  const { sessions } = (await rooms.look(person('ines'), 'session:timetable', { cohortId })) as {
    sessions: LiveSession[];
  };
  const sessionId = sessions[0]!.id;
  const asking = { sessionId, text: 'Is there a recording of this session?' };
  const question = (await rooms.perform(person('gone'), 'qa:ask', asking)) as OwnQuestion;
  askedIn.set(academy, { sessionId, question });
}

const ofSession = (academy: Academy) => ({ sessionId: askedIn.get(academy)!.sessionId });

/** What the question room's views are asked for. */
export const qnaInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'qa:list': ofSession,
  'qa:desk': ofSession,
  'qa:report': ofSession,
  'qa:similar': (academy) => ({ ...ofSession(academy), text: 'Will there be a recording?' }),
  'qa:owed': ({ cohortId }) => ({ cohortId }),
  'qa:of-lesson': ({ cohortId, lesson }) => ({ cohortId, lessonId: lesson('a') }),
};

type Act = (academy: Academy, devices?: unknown, first?: unknown) => Promise<unknown>;

interface QnaCase {
  command: string;
  what: string;
  /** What was before anybody looked; the act gets its answer. */
  first?: (academy: Academy) => Promise<unknown>;
  act: Act;
  heard: readonly string[];
}

const staff = (...views: string[]): string[] =>
  ['ines', 'paula'].flatMap((viewer) => views.map((name) => `${viewer} ${name}`));
const everybody = (...views: string[]): string[] => [
  ...['amara', 'jonas'].flatMap((viewer) => views.map((name) => `${viewer} ${name}`)),
  ...staff(...views),
];
/** Who sees a change of what all can see, by what was told alone. */
const changed = [...everybody('qa:list'), ...staff('qa:desk')];
/** Who sees a change of what only Amara and staff can see. */
const hidden = ['amara qa:list', ...staff('qa:desk')];

function actsOf(roomsOf: () => Rooms) {
  const about = (name: string, command: string, input: object = {}): Act => {
    return (academy, _devices, asked) => {
      const { id } = (asked as OwnQuestion | undefined) ?? askedIn.get(academy)!.question;
      return roomsOf().perform(academy.person(name), command, { questionId: id, ...input });
    };
  };
  /** Of the question that was there before, whatever came first. */
  const aboutOld =
    (name: string, command: string, input: object = {}): Act =>
    (academy) =>
      about(name, command, input)(academy);
  const ask = (name: string) => (academy: Academy) =>
    roomsOf().perform(academy.person(name), 'qa:ask', {
      ...ofSession(academy),
      text: `What does ${name} ask?`,
    });
  const session =
    (command: string, input: object = {}) =>
    (academy: Academy) =>
      roomsOf().perform(academy.person('ines'), command, { ...ofSession(academy), ...input });
  const moderate = session('session:change', { settings: { moderated: true, anonymity: 'peers' } });
  const askWaiting = async (academy: Academy): Promise<unknown> => {
    await moderate(academy);
    return ask('amara')(academy);
  };
  /** Amara's question, into which the old one is merged. */
  const askMerged = async (academy: Academy): Promise<unknown> => {
    const asked = (await ask('amara')(academy)) as OwnQuestion;
    await aboutOld('amara', 'qa:upvote')(academy);
    await aboutOld('ines', 'qa:merge', { intoId: asked.id })(academy);
    return asked;
  };
  const over = async (academy: Academy): Promise<void> => {
    await session('session:start')(academy);
    await session('session:end')(academy);
  };
  const say = (academy: Academy): Promise<ChatMessage> =>
    roomsOf().perform(academy.person('amara'), 'chat:send', {
      channelId: ofSession(academy).sessionId,
      text: 'Does it work offline?',
    }) as Promise<ChatMessage>;
  const ofMessage =
    (name: string, command: string): Act =>
    (academy, _devices, said) =>
      roomsOf().perform(academy.person(name), command, { messageId: (said as ChatMessage).id });
  return { about, aboutOld, ask, moderate, askWaiting, askMerged, over, say, ofMessage, session };
}

/** Every command of the question room. */
export function qnaCases(roomsOf: () => Rooms): QnaCase[] {
  const { about, aboutOld, ask, moderate, askWaiting, askMerged, over, say, ofMessage, session } =
    actsOf(roomsOf);
  const one = (
    command: string,
    what: string,
    act: Act,
    heard: readonly string[],
    first?: QnaCase['first'],
  ): QnaCase => ({ command, what, act, heard, ...(first && { first }) });
  const voted = [...changed, ...everybody('qa:similar')];
  const answer = { text: 'Yes, in **a week**.' };
  return [
    one('qa:ask', 'a question comes', ask('amara'), changed),
    one('qa:ask', 'a question comes and waits', ask('amara'), hidden, moderate),
    one('qa:ask-message', 'by its author', ofMessage('amara', 'qa:ask-message'), changed, say),
    one(
      'qa:ask-message',
      'by staff, where questions wait',
      ofMessage('ines', 'qa:ask-message'),
      changed,
      async (academy) => {
        await moderate(academy);
        return say(academy);
      },
    ),
    one('qa:unask-message', 'by staff', ofMessage('ines', 'qa:unask-message'), changed, async (academy) => {
      const said = await say(academy);
      await ofMessage('amara', 'qa:ask-message')(academy, undefined, said);
      return said;
    }),
    one(
      'qa:edit',
      'in other words',
      about('amara', 'qa:edit', { text: 'What else?' }),
      changed,
      ask('amara'),
    ),
    one('qa:edit', 'while it waits', about('amara', 'qa:edit', { text: 'What else?' }), hidden, askWaiting),
    one('qa:withdraw', 'a question goes', about('amara', 'qa:withdraw'), changed, ask('amara')),
    one('qa:withdraw', 'with what was merged into it', about('amara', 'qa:withdraw'), changed, askMerged),
    one('qa:upvote', 'a vote', aboutOld('amara', 'qa:upvote'), voted),
    one('qa:take-back', 'no vote', aboutOld('amara', 'qa:take-back'), voted, aboutOld('amara', 'qa:upvote')),
    one('qa:take-back', 'of what was merged', about('jonas', 'qa:take-back'), changed, async (academy) => {
      await aboutOld('jonas', 'qa:upvote')(academy);
      return askMerged(academy);
    }),
    one('qa:publish', 'what waited', about('ines', 'qa:publish'), changed, askWaiting),
    one('qa:dismiss', 'what all saw', about('ines', 'qa:dismiss', { reason: 'So.' }), changed, ask('amara')),
    one('qa:dismiss', 'what waited', about('ines', 'qa:dismiss', { reason: 'So.' }), hidden, askWaiting),
    one('qa:answer', 'in writing', aboutOld('ines', 'qa:answer', answer), changed),
    one('qa:answer', 'aloud', about('ines', 'qa:answer', { text: null }), changed, ask('amara')),
    one('qa:answer', 'when the session is over', aboutOld('ines', 'qa:answer', answer), changed, over),
    one('qa:answer-now', 'instead of another', about('ines', 'qa:answer-now'), changed, async (academy) => {
      await aboutOld('omar', 'qa:answer-now')(academy);
      return ask('amara')(academy);
    }),
    one('qa:pin', 'on top', aboutOld('ines', 'qa:pin', { on: true }), changed),
    one(
      'qa:restore',
      'what was dismissed',
      aboutOld('ines', 'qa:restore'),
      changed,
      aboutOld('ines', 'qa:dismiss'),
    ),
    one('qa:restore', 'what was merged', aboutOld('ines', 'qa:restore'), changed, askMerged),
    one('qa:restore', 'what was let through', about('ines', 'qa:restore'), changed, async (academy) => {
      const asked = await askWaiting(academy);
      await about('ines', 'qa:publish')(academy, undefined, asked);
      return asked;
    }),
    one(
      'qa:merge',
      'two that some have voted for',
      (academy, _devices, asked) =>
        aboutOld('ines', 'qa:merge', { intoId: (asked as OwnQuestion).id })(academy),
      changed,
      async (academy) => {
        const asked = await ask('amara')(academy);
        await aboutOld('amara', 'qa:upvote')(academy);
        await about('jonas', 'qa:upvote')(academy, undefined, asked);
        return asked;
      },
    ),
    one('qa:mute-person', 'who asked', about('ines', 'qa:mute-person', { minutes: 5 }), hidden, ask('amara')),
    one('qa:label', 'with words', aboutOld('ines', 'qa:label', { labels: ['setup'] }), changed),
    one(
      'qa:attach',
      'to a lesson',
      (academy) => aboutOld('ines', 'qa:attach', { lessonId: academy.lesson('a') })(academy),
      changed,
      aboutOld('ines', 'qa:answer', answer),
    ),
    one(
      'qa:attach-answered',
      'to a lesson, all at once',
      (academy) => session('qa:attach-answered', { lessonId: academy.lesson('a') })(academy),
      changed,
      async (academy) => {
        const asked = await ask('amara')(academy);
        await about('ines', 'qa:answer', answer)(academy, undefined, asked);
        return aboutOld('ines', 'qa:answer', answer)(academy);
      },
    ),
    one(
      'identity:update-profile',
      'somebody who asked takes another name',
      ({ person }) => roomsOf().perform(person('jonas'), 'identity:update-profile', { name: 'Jonas Berg' }),
      ['jonas cohorts:me', ...staff('cohorts:enrolments', 'progress:cohort'), ...changed],
      ask('jonas'),
    ),
  ];
}

/** What happens to questions in the middle of everything else. */
export function qnaActs(roomsOf: () => Rooms): Act[] {
  const { aboutOld, ask, moderate } = actsOf(roomsOf);
  return [
    ask('amara'),
    ask('jonas'),
    moderate,
    aboutOld('amara', 'qa:upvote'),
    aboutOld('amara', 'qa:take-back'),
    aboutOld('ines', 'qa:answer-now'),
    aboutOld('ines', 'qa:answer', { text: 'So.' }),
    aboutOld('ines', 'qa:dismiss'),
    aboutOld('ines', 'qa:restore'),
  ];
}
