import path from 'node:path';
import { expect, test } from 'vitest';
import { anAcademy } from '../../../../tests/support/academy.ts';
import { inMemory, openRooms } from '../../../../tests/support/rooms.ts';
import { importCourse } from './importCourse.ts';
import { lessonsSuite } from './lessons.suite.ts';

lessonsSuite(inMemory);

test('LE12 the course that comes with Stoa imports without a fault', async () => {
  const rooms = await openRooms(inMemory);
  const { organisationId } = await anAcademy(rooms);
  const folder = path.resolve(import.meta.dirname, '../../../../courses/ai-enablement');
  const imported = await importCourse(rooms, folder, { organisationId, confirm: async () => true });
  expect(imported).toMatchObject({ outcome: 'published', published: { version: 1, changed: true } });
  await rooms.close();
});
