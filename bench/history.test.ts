import { describe, expect, test } from 'vitest';
import type { Envelope } from '#kernel/envelope.ts';
import { figureOf, type Figure, type ProgressUpdated } from '#features/progress/contract.ts';
import { encodeCursor } from '#platform/server/delivery/cursor.ts';
import {
  faultsIn,
  type CommandHistory,
  type Fault,
  type History,
  type Logged,
  type Note,
} from './history.ts';

const cohortId = '01000000-0000-7000-8000-00000000c000';
const staff = `cohort/${cohortId}/staff`;
const students = ['01000000-0000-7000-8000-00000000a001', '01000000-0000-7000-8000-00000000a002'];
const lessons = ['l1', 'l2', 'l3', 'l4'];
const [ann, ben] = students as [string, string];

/** Open to changes: each mutant spoils one thing. */
interface Mutable extends History {
  log: Map<string, { epoch: string; events: Logged[] }>;
  completions: Set<string>;
  figures: Map<string, Figure>;
  commands: CommandHistory[];
  readers: { name: string; topics: string[]; notes: Note[] }[];
}

function cursorAt(positions: Record<string, number>, epoch = 'e1'): string {
  return encodeCursor(new Map(Object.entries(positions).map(([topic, seq]) => [topic, { epoch, seq }])));
}

/** Two students finish four lessons each in turns; a cut in the middle of each reader's day. */
function aDay(): Mutable {
  const log: Mutable['log'] = new Map(
    [staff, ...students.map((id) => `user/${id}`)].map((topic) => [topic, { epoch: 'e1', events: [] }]),
  );
  const commands: CommandHistory[] = [];
  const completions = new Set<string>();
  for (const [place, lessonId] of lessons.entries()) {
    for (const studentId of students) {
      const data: ProgressUpdated = {
        cohortId,
        studentId,
        lessonId,
        completedAt: '2026-01-05T09:00:00.000Z',
        completedBy: 'button',
        ...figureOf(place + 1, lessons.length),
      };
      completions.add(`${studentId} ${lessonId}`);
      commands.push({ commandId: `${studentId} ${lessonId}`, studentId, lessonId, answer: { ...data } });
      for (const topic of [staff, `user/${studentId}`]) {
        const { events } = log.get(topic)!;
        events.push({ seq: events.length + 1, type: 'progress:updated', data });
      }
    }
  }
  const heard = (topic: string, seq: number): Note => {
    const { type, data } = log.get(topic)!.events[seq - 1]!;
    const envelope: Envelope = { topic, seq, type, at: '2026-01-05T09:00:00.000Z', data };
    return { kind: 'heard', envelope };
  };
  return {
    log,
    commands,
    completions,
    figures: new Map(students.map((id) => [id, figureOf(4, 4)])),
    readers: [
      {
        name: 'staff on a stream',
        topics: [staff],
        notes: [
          { kind: 'opened', door: 'stream', cursor: cursorAt({ [staff]: 0 }) },
          ...[1, 2, 3, 4].map((seq) => heard(staff, seq)),
          { kind: 'cursor', cursor: cursorAt({ [staff]: 4 }) },
          heard(staff, 5),
          // The cut: the cursor stood at 4, so 5 arrives again and is dropped by its number.
          { kind: 'opened', door: 'stream', cursor: cursorAt({ [staff]: 4 }) },
          ...[5, 6, 7, 8].map((seq) => heard(staff, seq)),
        ],
      },
      {
        name: 'ann, from the socket to polling',
        topics: [`user/${ann}`],
        notes: [
          { kind: 'opened', door: 'socket', cursor: cursorAt({ [`user/${ann}`]: 0 }) },
          heard(`user/${ann}`, 1),
          { kind: 'cursor', cursor: cursorAt({ [`user/${ann}`]: 1 }) },
          { kind: 'opened', door: 'poll', cursor: cursorAt({ [`user/${ann}`]: 1 }) },
          ...[2, 3, 4].map((seq) => heard(`user/${ann}`, seq)),
        ],
      },
    ],
  };
}

const rulesOf = (history: History): Fault['rule'][] => faultsIn(history).map(({ rule }) => rule);
const staffNotes = (day: Mutable): Note[] => day.readers[0]!.notes;

describe('the history checker', () => {
  test('finds nothing in a day on which all went well', () => {
    expect(faultsIn(aDay())).toEqual([]);
  });

  test('DEL3 a state that a later one of its key replaces may be covered, nothing else may', () => {
    const day = aDay();
    const own = day.log.get(`user/${ben}`)!.events;
    own.push({ seq: 5, type: 'progress:updated', data: own[3]!.data });
    day.commands.length = 0;
    const gathered: Note = {
      kind: 'heard',
      envelope: {
        topic: `user/${ben}`,
        from: 4,
        seq: 5,
        type: 'progress:updated',
        at: '',
        data: own[4]!.data,
      },
    };
    const reader = { name: 'ben', topics: [`user/${ben}`], notes: [] as Note[] };
    const from = (seq: number): Note => ({
      kind: 'opened',
      door: 'poll',
      cursor: cursorAt({ [`user/${ben}`]: seq }),
    });
    reader.notes = [from(3), gathered];
    expect(rulesOf({ ...day, readers: [reader] })).toEqual([]);
    reader.notes = [from(2), { ...gathered, envelope: { ...gathered.envelope, from: 3 } }];
    expect(rulesOf({ ...day, readers: [reader] })).toEqual(['lost']);
  });

  test('DEL5 a restore is survived by a resync, and by nothing else', () => {
    const day = aDay();
    const topic = `user/${ann}`;
    day.log.set(topic, { epoch: 'e2', events: day.log.get(topic)!.events });
    const notes = day.readers[1]!.notes;
    notes.splice(3, 0, { kind: 'resync', topics: [topic], cursor: cursorAt({ [topic]: 1 }, 'e2') });
    notes[4] = { kind: 'opened', door: 'poll', cursor: cursorAt({ [topic]: 1 }, 'e2') };
    expect(faultsIn(day)).toEqual([]);
  });

  const mutants: Record<string, { spoil: (day: Mutable) => void; caught: Fault['rule'] }> = {
    'an event is lost': { spoil: (day) => void staffNotes(day).splice(2, 1), caught: 'lost' },
    'an event is doubled': {
      spoil: (day) => void staffNotes(day).splice(2, 0, staffNotes(day)[2]!),
      caught: 'doubled',
    },
    'two events are swapped': {
      spoil: (day) => void staffNotes(day).splice(2, 2, staffNotes(day)[3]!, staffNotes(day)[2]!),
      caught: 'order',
    },
    'the end is cut off': { spoil: (day) => void staffNotes(day).pop(), caught: 'stopped short' },
    'an acknowledged completion is not there': {
      spoil: (day) => {
        day.completions.delete(`${ann} l4`);
      },
      caught: 'acknowledged',
    },
    'a reader goes on in an epoch that is over': {
      spoil: (day) => void day.log.set(staff, { epoch: 'e2', events: day.log.get(staff)!.events }),
      caught: 'epoch',
    },
    'a reader hears a topic of somebody else': {
      spoil: (day) => void staffNotes(day).push(day.readers[1]!.notes[1]!),
      caught: 'foreign',
    },
    'a view shows a wrong figure': {
      spoil: (day) => void day.figures.set(ann, figureOf(3, 4)),
      caught: 'figure',
    },
    'an event says something else than the log': {
      spoil: (day) => {
        const note = staffNotes(day)[3] as Extract<Note, { kind: 'heard' }>;
        staffNotes(day)[3] = {
          ...note,
          envelope: { ...note.envelope, data: { ...(note.envelope.data as object), completed: 9 } },
        };
      },
      caught: 'content',
    },
    'an answer says something else than what was told': {
      spoil: (day) => {
        day.commands[0] = { ...day.commands[0]!, answer: { ...day.commands[0]!.answer!, completed: 9 } };
      },
      caught: 'acknowledged',
    },
    'a command had its effect twice': {
      spoil(day) {
        const { events } = day.log.get(`user/${ben}`)!;
        events.push({ ...events[0]!, seq: 5 });
      },
      caught: 'acknowledged',
    },
  };
  test.each(Object.entries(mutants))('catches it when %s', (_what, { spoil, caught }) => {
    const day = aDay();
    spoil(day);
    expect(rulesOf(day)).toContain(caught);
  });
});
