import { sql } from 'kysely';
import type {
  Attempt,
  AttemptLine,
  ItemAnswer,
  ItemAsked,
  OwnQuiz,
  QuizGraded,
  QuizResults,
} from '#features/quizzes/contract.ts';
import { handInDue, releaseClosed } from '#features/quizzes/server/chores.ts';
import type { Person } from '#platform/server/feature.ts';
import { anAcademy, type Academy, type CourseRules } from './academy.ts';
import type { Rooms } from './rooms.ts';

/** Two items that are right for `r` and for `true`, one point each. */
export const smallQuiz = `key: small
title: A small quiz
pass: 50%

== one: single
Which?
(x) r
    > Right.
( ) w
    > Not this one.

> To be said afterwards.
read again: b#more

== two: true/false
So?
(x) true
( ) false
`;

/** The block with other lines in its head. */
export function withHead(block: string, ...lines: string[]): string {
  return block.replace('\n\n', `\n${lines.join('\n')}\n\n`);
}

type Cast = CourseRules & { students?: readonly string[]; block?: string };

/** An academy whose first lesson holds a quiz; Inês teaches, Paula administers. */
export async function aQuizClass(
  rooms: Rooms,
  { students = ['amara', 'jonas'], block = smallQuiz, ...rules }: Cast = {},
): Promise<QuizClass> {
  const academy = await anAcademy(rooms, {
    students,
    instructors: ['ines'],
    admins: ['paula'],
    quizzes: { a: block },
    ...rules,
  });
  const { quizzes } = (await rooms.look(academy.person('ines'), 'quiz:overview', {
    cohortId: academy.cohortId,
  })) as { quizzes: OwnQuiz[] };
  return new QuizClass(rooms, academy, quizzes[0]!.id);
}

/** What people do with one quiz, in words of the school. */
export class QuizClass {
  readonly rooms: Rooms;
  readonly academy: Academy;
  readonly quizId: string;
  #revision = 0;

  constructor(rooms: Rooms, academy: Academy, quizId: string) {
    this.rooms = rooms;
    this.academy = academy;
    this.quizId = quizId;
  }

  get key(): { cohortId: string; quizId: string } {
    return { cohortId: this.academy.cohortId, quizId: this.quizId };
  }

  person(name: string): Person {
    return this.academy.person(name);
  }

  act(name: string, command: string, input: object = {}, commandId?: string): Promise<unknown> {
    return this.rooms.perform(this.person(name), command, { ...this.key, ...input }, commandId);
  }

  start(name: string): Promise<Attempt> {
    return this.act(name, 'quiz:start') as Promise<Attempt>;
  }

  /** Answers one item, as the newest of all revisions unless said. */
  answer(
    name: string,
    attempt: Attempt,
    place: number,
    answer: ItemAnswer | null,
    revision?: number,
  ): Promise<unknown> {
    this.#revision += 1;
    return this.act(name, 'quiz:answer', {
      attemptId: attempt.id,
      itemId: attempt.asked[place]!.id,
      answer,
      revision: revision ?? this.#revision,
    });
  }

  submit(name: string, attempt: Attempt): Promise<Attempt> {
    return this.act(name, 'quiz:submit', { attemptId: attempt.id }) as Promise<Attempt>;
  }

  /** A whole attempt at the small quiz. */
  async take(name: string, first: 'r' | 'w', second: boolean): Promise<Attempt> {
    const attempt = await this.start(name);
    await this.answer(name, attempt, 0, choose(attempt.asked[0]!, first));
    await this.answer(name, attempt, 1, { kind: 'truth', value: second });
    return this.submit(name, attempt);
  }

  attempt(name: string, attemptId: string): Promise<Attempt> {
    return this.rooms.look(this.person(name), 'quiz:attempt', { ...this.key, attemptId }) as Promise<Attempt>;
  }

  own(name: string): Promise<OwnQuiz> {
    return this.rooms.look(this.person(name), 'quiz:quiz', this.key) as Promise<OwnQuiz>;
  }

  results(): Promise<QuizResults> {
    return this.rooms.look(this.person('ines'), 'quiz:results', this.key) as Promise<QuizResults>;
  }

  /** Moves an attempt into the past: the database's clock is the only one that counts. */
  async pass(attemptId: string, minutes: number): Promise<void> {
    await sql`
      update quiz_attempt
      set started_at = started_at - ${minutes} * interval '1 minute',
        deadline_at = deadline_at - ${minutes} * interval '1 minute',
        late_until = late_until - ${minutes} * interval '1 minute',
        submitted_at = submitted_at - ${minutes} * interval '1 minute'
      where id = ${attemptId}`.execute(this.rooms.db.query);
    await sql`
      update quiz_answer set saved_at = saved_at - ${minutes} * interval '1 minute'
      where attempt_id = ${attemptId}`.execute(this.rooms.db.query);
  }

  /** What falls due by time alone. */
  async due(): Promise<void> {
    await handInDue(this.rooms.log);
    await releaseClosed(this.rooms);
  }

  /** What was told since the last call on one person's own topic, or on the staff's. */
  told<Event = QuizGraded>(whose: string, type: string): Event[] {
    const topic =
      whose === 'staff' ? `cohort/${this.academy.cohortId}/staff` : `user/${this.person(whose).userId}`;
    return this.rooms.announced
      .filter((event) => event.topic === topic && event.type === type)
      .sort((a, b) => a.seq - b.seq)
      .map(({ data }) => JSON.parse(data) as Event);
  }

  toldLines(whose: string): AttemptLine[] {
    return this.told<AttemptLine>(whose, 'quiz:attempt-changed');
  }
}

/** The answer that chooses the option of this label. */
export function choose(asked: ItemAsked, label: string): ItemAnswer {
  if (asked.kind !== 'single') throw new Error(`a ${asked.kind} item has no single choice`);
  return { kind: 'single', optionId: asked.options.find((option) => option.label === label)!.id };
}
