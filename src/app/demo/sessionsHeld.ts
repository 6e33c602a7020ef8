import { restoreSession, type SessionToRestore } from '#features/sessions/server/restore.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { holdMoments } from './momentsHeld.ts';
import { holdQuestions } from './questionsHeld.ts';
import { preparePolls, takePolls } from './pollsTaken.ts';
import { seededRandom } from './simulator.ts';

interface Class {
  cohortId: string;
  hostId: string;
  studentIds: readonly string[];
  /** In their order. */
  lessonIds: readonly string[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

type Plan = Pick<SessionToRestore, 'title' | 'summary' | 'minutes' | 'agenda'> & {
  /** Where the lesson that it goes with stands in the course. */
  lesson: number;
};

const kickOff: Plan = {
  title: 'Kick-off: what a language model does',
  summary:
    'How a model comes to its next word, why it can be sure and wrong, and what we will build in six weeks.',
  minutes: 60,
  lesson: 0,
  agenda: [
    { title: 'Who is here, and what you hope to automate', minutes: 10, kind: 'talk', note: 'Names first.' },
    {
      title: 'One sentence, word by word',
      minutes: 15,
      kind: 'talk',
      note: 'Write on the board what each thinks comes next, then compare.',
    },
    {
      title: 'Pairs: find an answer that is sure and wrong',
      minutes: 20,
      kind: 'exercise',
      note: 'Dates, sums and names of small places work well.',
    },
    { title: 'Your questions', minutes: 15, kind: 'questions', note: '' },
  ],
};

const requests: Plan = {
  title: 'Writing a good request, live',
  summary: 'We mend three requests from your own work: purpose, material, form, and what a good answer has.',
  minutes: 75,
  lesson: 5,
  agenda: [
    {
      title: 'A request that failed, and why',
      minutes: 10,
      kind: 'talk',
      note: 'The one about the minutes.',
    },
    {
      title: 'Four parts: purpose, material, form, test',
      minutes: 15,
      kind: 'talk',
      note: 'Keep the four words on the screen from here on.',
    },
    {
      title: 'Mend your own request, then swap',
      minutes: 25,
      kind: 'exercise',
      note: 'Whoever has none takes the letter to the tenants. No names of real people.',
      say: 'Mend your request on your own for ten minutes; then swap with your neighbour.',
    },
    {
      title: 'Five minutes to breathe',
      minutes: 5,
      kind: 'break',
      note: '',
      say: 'Five minutes. Put one mended request into the chat when you are back.',
    },
    { title: 'Questions, and two requests read aloud', minutes: 20, kind: 'questions', note: 'Ask before.' },
  ],
};

const failures: Plan = {
  title: 'Break it, then fix it: prompt injection',
  summary: 'A mail assistant that believes every mail. You attack it, then you take away what it may do.',
  minutes: 90,
  lesson: 2,
  agenda: [
    { title: 'Four ways in which a model fails', minutes: 15, kind: 'talk', note: 'Lesson 3, in short.' },
    {
      title: 'Attack: a mail that makes it forward the others',
      minutes: 25,
      kind: 'exercise',
      note: 'White on white works, and so does a signature.',
    },
    { title: 'Coffee', minutes: 10, kind: 'break', note: '' },
    {
      title: 'Defend: fewer rights, a person before it acts',
      minutes: 25,
      kind: 'exercise',
      note: 'A stricter request alone never holds: let them try.',
    },
    { title: 'What you will change on Monday', minutes: 15, kind: 'questions', note: '' },
  ],
};

/** Three sessions of the class: one that was held two days ago with all that was asked and said in it, one that begins in half an hour, one in a week. */
export async function holdSessions(tx: Tx, lesson: Class, now: Date): Promise<void> {
  const { cohortId, hostId, lessonIds } = lesson;
  const plan = ({ lesson: place, ...said }: Plan, startsAt: Date): SessionToRestore => ({
    ...{ cohortId, hostId, startsAt, ...said },
    meeting: { provider: 'jitsi', url: 'https://meet.example/ai-enablement' },
    lessonId: lessonIds[place] ?? null,
  });
  // At five minutes of the clock: never more than half an hour away, so that its doors are open.
  const soon = new Date(Math.floor((now.getTime() + 30 * minuteMs) / (5 * minuteMs)) * 5 * minuteMs);
  const before = plan(kickOff, new Date(soon.getTime() - 2 * dayMs - 30 * minuteMs));
  const taken = held(before, lesson.studentIds);
  const sessionId = await restoreSession(tx, { ...before, held: taken });
  const personIds = [...new Set(taken.stays.map(({ personId }) => personId))];
  await takePolls(tx, { sessionId, cohortId, personIds, startedAt: taken.startedAt });
  await holdMoments(tx, { sessionId, hostId, personIds, startedAt: taken.startedAt });
  const during = { sessionId, cohortId, hostId, personIds, startedAt: taken.startedAt };
  await holdQuestions(tx, { ...during, lessonId: before.lessonId });
  await preparePolls(tx, await restoreSession(tx, plan(requests, soon)));
  await restoreSession(tx, plan(failures, new Date(soon.getTime() + 7 * dayMs)));
}

/** Most were there, some came late, some lost their line for a while. */
function held(
  { startsAt, minutes }: SessionToRestore,
  studentIds: readonly string[],
): NonNullable<SessionToRestore['held']> {
  const random = seededRandom('who was there');
  const startedMs = startsAt.getTime() + 2 * minuteMs;
  const endedMs = startedMs + (minutes + 3) * minuteMs;
  const stays = studentIds.flatMap((personId) => {
    if (random() < 0.18) return [];
    const beganMs = startedMs + (random() * 20 - 12) * minuteMs;
    const leftMs = random() < 0.8 ? endedMs : endedMs - random() * 25 * minuteMs;
    if (random() < 0.8) return [{ personId, beganAt: new Date(beganMs), seenAt: new Date(leftMs) }];
    const lostMs = beganMs + (5 + random() * 15) * minuteMs;
    const backMs = lostMs + (2 + random() * 6) * minuteMs;
    return [
      { personId, beganAt: new Date(beganMs), seenAt: new Date(lostMs) },
      { personId, beganAt: new Date(backMs), seenAt: new Date(Math.max(backMs, leftMs)) },
    ];
  });
  return {
    startedAt: new Date(startedMs),
    endedAt: new Date(endedMs),
    stays,
    recordings: [{ title: 'The whole hour', url: 'https://recordings.example/ai-enablement/kick-off' }],
  };
}
