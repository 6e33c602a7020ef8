import { restoreMessages, type MessageToRestore } from '#features/chat/server/restore.ts';
import { restoreQuestions, type QuestionToRestore } from '#features/qna/server/restore.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { seededRandom } from './simulator.ts';

interface HeldSession {
  sessionId: string;
  cohortId: string;
  hostId: string;
  /** Who was in. */
  personIds: readonly string[];
  startedAt: Date;
  /** The lesson that the session goes with. */
  lessonId: string | null;
}

interface Asked {
  question: string;
  minute: number;
  /** Of a hundred who were in, so many voted for it. */
  share: number;
  label: string;
  answer?: { minute: number; text: string | null; isAtLesson?: boolean };
}

const minuteMs = 60_000;

/** What was asked in the first session; the last two are owed an answer. */
const asked: readonly Asked[] = [
  {
    question: 'If it only guesses the next word, how can it get a sum right?',
    ...{ minute: 9, share: 34, label: 'how it works' },
    answer: {
      minute: 58,
      text:
        'It has seen many sums, so short ones *look* familiar. Ask for one that nobody has written down, ' +
        '`4817 × 392` for example, and check it: that is where the guessing shows. **Let it write the formula, and let ' +
        'a spreadsheet count.**',
      isAtLesson: true,
    },
  },
  {
    question: 'Why is it so sure of itself when it is wrong?',
    ...{ minute: 19, share: 52, label: 'how it works' },
    answer: { minute: 47, text: null },
  },
  {
    question: 'Does it learn from what I type?',
    ...{ minute: 28, share: 41, label: 'our data' },
    answer: { minute: 51, text: null },
  },
  {
    question: 'Will the recording be here for those who could not come?',
    ...{ minute: 36, share: 12, label: 'the course' },
    answer: { minute: 37, text: 'Yes, with this session, from tonight on.' },
  },
  {
    question: 'Which of our tools may we use with real names in them?',
    ...{ minute: 44, share: 46, label: 'our data' },
  },
  {
    question: 'What do we do when a customer asks whether a machine wrote it?',
    minute: 56,
    share: 23,
    label: 'at work',
  },
];

/** What a class asked in its first session and said beside, with a question that it talked about itself. */
export async function holdQuestions(tx: Tx, held: HeldSession): Promise<void> {
  const { sessionId, cohortId, hostId, personIds, startedAt, lessonId } = held;
  const random = seededRandom('what was asked');
  const at = (minute: number): Date => new Date(startedAt.getTime() + minute * minuteMs);
  const askers = personIds.filter((_, place) => place % 4 === 1);
  const questions = asked.map(({ question, minute, share, label, answer }, place): QuestionToRestore => {
    const authorId = askers[place % askers.length]!;
    return {
      ...{ authorId, question, askedAt: at(minute), labels: [label] },
      voterIds: personIds.filter((personId) => random() * 100 < share && personId !== authorId),
      ...(answer && {
        answer: {
          ...{ byId: hostId, text: answer.text, at: at(answer.minute) },
          lessonId: answer.isAtLesson ? lessonId : null,
        },
      }),
    };
  });
  const ids = await restoreQuestions(tx, sessionId, questions);
  await restoreMessages(tx, { channelId: sessionId, cohortId }, talkOf(held, ids[2]!));
}

function talkOf({ hostId, personIds, startedAt }: HeldSession, questionId: string): MessageToRestore[] {
  const [first, second, third, fourth, fifth] = personIds.filter((_, place) => place % 5 === 2) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const said = (
    authorId: string,
    minute: number,
    text: string,
    more: Partial<MessageToRestore> = {},
  ): MessageToRestore => ({
    ...{ authorId, isStaff: authorId === hostId, text },
    ...{ at: new Date(startedAt.getTime() + minute * minuteMs), ...more },
  });
  return [
    said(hostId, -3, 'Good morning! Say hello here while the others come in.', {
      reactions: [{ kind: 'celebrate', personIds: personIds.slice(0, 7) }],
    }),
    said(first, -1, 'Hello from the finance team. Sound is fine.'),
    said(second, 26, 'Ours says a village of 300 people has two universities. Very convincing.', {
      reactions: [
        { kind: 'laugh', personIds: personIds.slice(3, 12) },
        { kind: 'eyes', personIds: [hostId] },
      ],
      replies: [
        said(third, 28, 'We got a founding year for a bridge that was never built.'),
        said(hostId, 31, 'Keep these two: we will use them for the second lesson.', {
          reactions: [{ kind: 'thumbsUp', personIds: [second, third] }],
        }),
      ],
    }),
    said(hostId, 33, 'Before I answer this one: what do you think?', {
      questionId,
      replies: [
        said(fourth, 34, 'I was told it depends on the contract.'),
        said(fifth, 35, 'Ours is switched off for learning, says the help page.'),
      ],
    }),
    said(fourth, 62, 'Thank you, that was a good hour.', {
      reactions: [{ kind: 'heart', personIds: [hostId, first, second] }],
    }),
  ];
}
