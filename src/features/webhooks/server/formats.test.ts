import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { outgoing, outgoingTypes, type OutgoingType } from '../contract.ts';
import { bodyOf } from './formats.ts';

const hostile = '<!channel> <https://evil.test|here> @everyone [x](https://evil.test)\n**&**';
const moment = '2026-06-09T09:00:00.000Z';

/** Something to say for every type, with the worst that people can write as each title. */
const samples: { [T in OutgoingType]: object } = {
  'enrolment.changed': { enrolmentId: 'e', personId: 'p', role: 'student', state: 'active' },
  'cohort.created': { clonedFrom: null },
  'cohort.changed': { zone: 'UTC', startsOn: '', endsOn: '', capacity: null, archived: false },
  'course.published': { courseId: 'c', title: hostile, version: 2 },
  'session.started': { sessionId: 's', title: hostile, startsAt: moment, startedAt: moment },
  'session.ended': { sessionId: 's', title: hostile, startsAt: moment, endedAt: moment },
  'session.cancelled': { sessionId: 's', title: hostile, startsAt: moment },
  'lesson.completed': { lessonId: 'l', personId: 'p', completedAt: moment },
  'quiz.graded': { quizId: 'q', attemptId: 'a', personId: 'p', title: hostile, percent: 75, passed: true },
  'certificate.changed': { certificateId: 'c', personId: 'p', state: 'valid', issuedAt: moment },
};
const payloadOf = (type: OutgoingType): string => {
  const data = { cohort: { id: 'c', title: hostile }, ...samples[type] };
  return JSON.stringify({ type, timestamp: moment, data });
};

test.each(outgoingTypes)('WH11 %s is one sentence in a chat; what people wrote stays text there', (type) => {
  const payload = payloadOf(type);
  expect(bodyOf('plain', { type, payload })).toBe(payload);
  const { text } = JSON.parse(bodyOf('slack', { type, payload })) as { text: string };
  const { content, allowed_mentions } = JSON.parse(bodyOf('discord', { type, payload })) as {
    content: string;
    allowed_mentions: object;
  };
  const teams = JSON.parse(bodyOf('teams', { type, payload })) as {
    attachments: [{ content: { body: [{ text: string }] } }];
  };
  const card = teams.attachments[0].content.body[0].text;
  for (const said of [text, content, card]) expect(said).toMatch(/^\S.*\.$/);
  expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
  for (const said of [content, card]) expect(said).not.toMatch(/(?<!\\)[<>[\]*]|@everyone|https:\/\/evil/);
  expect(allowed_mentions).toEqual({ parse: [] });
});

test('WH5 a shape says who it is about by ids alone', () => {
  for (const shape of Object.values(outgoing))
    for (const field of Object.keys(shape.shape))
      expect(field).not.toMatch(/name|email|text|answer|author|reason/i);
});

test('the page for receivers names every type and all that is said of it', () => {
  const page = readFileSync('docs/webhooks.md', 'utf8');
  for (const [type, shape] of Object.entries(outgoing)) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${type}\``));
    const named = [...(row ?? '').matchAll(/`([^`]+)`/g)].slice(1).map(([, name]) => name);
    expect([type, named]).toEqual([type, Object.keys(shape.shape).filter((name) => name !== 'cohort')]);
  }
});
