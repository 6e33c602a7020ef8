import { describe, expect, test } from 'vitest';
import type { JobsFacts } from './jobsFacts.ts';
import { faultsOf, longestMs, type Expected, type SaidByMail } from './jobsJudge.ts';

const expected: Expected = {
  news: [
    {
      effectKey: 'message/1',
      subjectId: 'one',
      to: [
        { personId: 'amara', inApp: true, mail: true },
        { personId: 'jonas', inApp: true, mail: false },
        { personId: 'mina', inApp: false, mail: true },
      ],
    },
  ],
  errands: [
    { errand: 'good', way: 'good' },
    { errand: 'killer', way: 'kills' },
  ],
  addresses: new Map([
    ['amara', 'amara@x'],
    ['jonas', 'jonas@x'],
    ['mina', 'nobody@x'],
  ]),
  unknown: new Set(['nobody@x']),
};

const aJob = { queue: 'proof:errands', attempts: 1, fault: null, tookMs: 90, state: 'done' };
const aMail: SaidByMail = { to: 'amara@x', messageId: `<${'a'.repeat(32)}@x>`, subjectIds: ['one'] };

/** All as it is to be. */
const good = (): { facts: JobsFacts; taken: SaidByMail[] } => ({
  facts: {
    effects: ['amara', 'jonas', 'mina'].map((personId) => ({ personId, effectKey: 'message/1' })),
    lines: ['amara', 'jonas', 'mina'].map((personId) => {
      return { personId, effectKey: 'message/1', count: 1, inApp: personId !== 'mina' };
    }),
    told: ['amara', 'jonas'].map((personId) => ({ personId, subjectId: 'one', count: 1 })),
    jobs: [
      { ...aJob, effectKey: 'good' },
      {
        ...{ ...aJob, effectKey: 'killer', state: 'dead', attempts: 5 },
        fault: 'The worker that had it went silent.',
      },
      { ...aJob, queue: 'notifications:mail', effectKey: 'message/1/amara' },
    ],
    mails: [
      { to: 'amara@x', state: 'sent', attempts: 2, fault: null },
      { to: 'nobody@x', state: 'given-up', attempts: 1, fault: '550 No such mailbox' },
    ],
    done: ['good'],
  },
  taken: [aMail, aMail],
});

type World = ReturnType<typeof good>;

describe('the recount of jobs', () => {
  test('what is as it is to be has no fault; a mail that was taken twice under one Message-ID is one', () => {
    const { facts, taken } = good();
    expect(faultsOf(expected, facts, taken)).toEqual([]);
    expect(longestMs(expected, facts)).toBe(90);
  });

  const defects: [string, string, (world: World) => void][] = [
    ['an effect that is not there', 'lost', ({ facts }) => void facts.effects.pop()],
    ['a bell that shows nothing', 'lost', ({ facts }) => void facts.lines.shift()],
    ['a bell that counts it twice', 'doubled', ({ facts }) => void (facts.lines[0]!.count = 2)],
    ['a bell that was never rung', 'lost', ({ facts }) => void facts.told.shift()],
    ['a bell that rang twice', 'doubled', ({ facts }) => void facts.told.push(facts.told[0]!)],
    [
      'a bell that rang for whoever wants none',
      'foreign',
      ({ facts }) => void facts.told.push({ ...facts.told[0]!, personId: 'mina' }),
    ],
    [
      'somebody who was told without a right to it',
      'foreign',
      ({ facts }) => void facts.effects.push({ personId: 'eve', effectKey: 'message/1' }),
    ],
    ['a mail that nobody took', 'lost', ({ taken }) => void taken.splice(0)],
    [
      'a second mail under another Message-ID',
      'doubled',
      ({ taken }) => void taken.push({ ...aMail, messageId: `<${'b'.repeat(32)}@x>` }),
    ],
    ['a mail to somebody else', 'foreign', ({ taken }) => void taken.push({ ...aMail, to: 'jonas@x' })],
    ['a mail that is still to be sent', 'wrong end', ({ facts }) => void (facts.mails[0]!.state = 'waiting')],
    [
      'a mail that was given up without a cause',
      'wrong end',
      ({ facts }) => void (facts.mails[1]!.fault = null),
    ],
    ['a mail that was not even tried', 'lost', ({ facts }) => void facts.mails.pop()],
    ['a job that is not there', 'lost', ({ facts }) => void facts.jobs.shift()],
    ['an errand that was done twice', 'doubled', ({ facts }) => void facts.done.push('good')],
    ['an errand that is done and had no effect', 'lost', ({ facts }) => void facts.done.pop()],
    ['a poisoned job that had an effect', 'foreign', ({ facts }) => void facts.done.push('killer')],
    ['a poisoned job that never ends', 'not settled', ({ facts }) => void (facts.jobs[1]!.state = 'waiting')],
    ['a poisoned job that is dead too early', 'wrong end', ({ facts }) => void (facts.jobs[1]!.attempts = 3)],
    ['a poisoned job without its cause', 'wrong end', ({ facts }) => void (facts.jobs[1]!.fault = 'Error')],
    ['a mail that no job queued', 'not settled', ({ facts }) => void (facts.jobs[2]!.state = 'dead')],
  ];
  test.each(defects)('%s is found: %s', (_what, rule, spoil) => {
    const world = good();
    spoil(world);
    expect(faultsOf(expected, world.facts, world.taken).map((fault) => fault.rule)).toContain(rule);
  });
});
