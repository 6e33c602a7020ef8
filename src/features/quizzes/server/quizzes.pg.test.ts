import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Write } from '#platform/server/log/log.ts';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { orderOf } from '../../../../tests/support/locks.ts';
import { onPostgres } from '../../../../tests/support/onPostgres.ts';
import { aQuizClass, type QuizClass } from '../../../../tests/support/quizzes.ts';
import { openRooms, type Rooms } from '../../../../tests/support/rooms.ts';
import type { Attempt } from '../contract.ts';
import { attemptsOf } from './attempts.ts';
import { quizzesSuite } from './quizzes.suite.ts';

await onPostgres((open) => {
  quizzesSuite(open);

  describe('while an answer is on its way', () => {
    let rooms: Rooms;
    beforeAll(async () => {
      rooms = await openRooms(open);
    });
    afterAll(() => rooms.close());

    const { answer, start } = attemptsOf({ gate: { of: async () => new Map() }, random: Math.random });
    const answering =
      (school: QuizClass, attempt: Attempt) =>
      ({ tx, tell }: Write) =>
        answer({ tx, tell, actor: school.person('amara') } as CommandContext, {
          ...school.key,
          attemptId: attempt.id,
          itemId: attempt.asked[1]!.id,
          answer: { kind: 'truth', value: true },
          flagged: false,
          revision: 1,
        });

    test('QZ15 handing in waits for it, and grades it', async () => {
      const school = await aQuizClass(rooms);
      const attempt = await school.start('amara');
      const submit = () => school.submit('amara', attempt);
      expect(await orderOf(rooms, answering(school, attempt), submit)).toEqual(['first', 'second']);
      expect((await school.attempt('amara', attempt.id)).result).toMatchObject({ points: 1 });
    });

    test('QZ20 a new version of the course waits for it', async () => {
      const school = await aQuizClass(rooms);
      const attempt = await school.start('amara');
      const publish = () => school.academy.publish([['a'], ['b'], ['c']]);
      expect(await orderOf(rooms, answering(school, attempt), publish)).toEqual(['first', 'second']);
    });

    test('QZ7 another beginning waits for the first one, and goes on with it', async () => {
      const school = await aQuizClass(rooms);
      const starting = ({ tx, tell }: Write) =>
        start({ tx, tell, actor: school.person('amara') } as CommandContext, school.key);
      const again = () => outcomeOf(school.start('amara'));
      expect(await orderOf(rooms, starting, again)).toEqual(['first', 'second']);
      expect((await school.own('amara')).attempts).toHaveLength(1);
    });
  });
});
