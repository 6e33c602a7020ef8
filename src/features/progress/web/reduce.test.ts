import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EnrolmentLine } from '#features/cohorts/contract.ts';
import {
  type CohortOutline,
  type CohortProgress,
  figureOf,
  type LessonStay,
  minutesOf,
  type ProgressUpdated,
  type StudentProgress,
} from '../contract.ts';
import {
  cohortUpdated,
  enrolmentChanged,
  outlineNoted,
  outlineUpdated,
  stayNoted,
  studentNoted,
  studentUpdated,
} from './reduce.ts';

const id = (place: number): string => `01920000-0000-7000-8000-${String(place).padStart(12, '0')}`;
const cohortId = id(1);
const amara = id(11);
const jonas = id(12);
const lessonIds = [id(21), id(22), id(23), id(24)];
const myTopic = { topic: `user/${amara}` };

/** The server's tables, small: what the views are made of, and what an event says. */
class Classroom {
  readonly students = new Map([
    [amara, 'Amara'],
    [jonas, 'Jonas'],
  ]);
  readonly #completions = new Map<string, string>();
  readonly #seconds = new Map<string, number>();
  #clock = 0;

  mark(studentId: string, lessonId: string, isDone: boolean): ProgressUpdated {
    const key = `${studentId}/${lessonId}`;
    if (!isDone) this.#completions.delete(key);
    else if (!this.#completions.has(key)) this.#completions.set(key, new Date(++this.#clock).toISOString());
    const completedAt = this.#at(studentId, lessonId);
    const completedBy = completedAt === null ? null : 'button';
    return { cohortId, studentId, lessonId, completedAt, completedBy, ...this.#figure(studentId, lessonIds) };
  }

  stay(studentId: string, lessonId: string, seconds: number): LessonStay {
    const key = `${studentId}/${lessonId}`;
    const inAll = (this.#seconds.get(key) ?? 0) + seconds;
    this.#seconds.set(key, inAll);
    return { cohortId, studentId, lessonId, seconds: inAll, isMet: true, media: [] };
  }

  outline(studentId: string): CohortOutline {
    const { modules, progress } = this.#way(studentId);
    return {
      id: cohortId,
      title: 'October',
      zone: 'Africa/Lagos',
      startsOn: '2026-01-05',
      endsOn: '2026-01-06',
      role: 'student',
      course: { id: id(2), title: 'AI', summary: '', version: 1 },
      hasPrerequisites: false,
      modules: modules.map((module) => ({
        ...module,
        lessons: module.lessons.map((lesson) => ({ ...lesson, gate: { state: 'open' } })),
      })),
      progress,
    };
  }

  student(studentId: string): StudentProgress {
    return {
      student: { id: studentId, name: this.students.get(studentId)!, enrolmentId: id(31) },
      cohort: { id: cohortId, title: 'October', zone: 'Africa/Lagos' },
      ...this.#way(studentId),
    };
  }

  cohort(): CohortProgress {
    return {
      cohort: { id: cohortId, title: 'October', zone: 'Africa/Lagos' },
      lessons: lessonIds.map((lesson) => ({ id: lesson, title: lesson, module: 'One', dueAt: null })),
      students: [...this.students].map(([studentId, name]) => ({
        id: studentId,
        name,
        completions: Object.fromEntries(
          lessonIds.flatMap((lesson) => {
            const at = this.#at(studentId, lesson);
            return at === null ? [] : [[lesson, at]];
          }),
        ),
        ...this.#figure(studentId, lessonIds),
      })),
    };
  }

  #way(studentId: string): Pick<StudentProgress, 'modules' | 'progress'> {
    const modules = [lessonIds.slice(0, 3), lessonIds.slice(3)].map((own, place) => ({
      key: `m${place}`,
      title: `Module ${place}`,
      summary: '',
      lessons: own.map((lesson) => ({
        id: lesson,
        key: lesson,
        title: lesson,
        kind: 'text',
        minutes: 5,
        completes: { by: 'button' as const },
        completedAt: this.#at(studentId, lesson),
        completedBy: this.#at(studentId, lesson) === null ? null : ('button' as const),
        minutesSpent: minutesOf(this.#seconds.get(`${studentId}/${lesson}`) ?? 0),
        dueAt: null,
      })),
      progress: this.#figure(studentId, own),
    }));
    return { modules, progress: this.#figure(studentId, lessonIds) };
  }

  #at(studentId: string, lessonId: string): string | null {
    return this.#completions.get(`${studentId}/${lessonId}`) ?? null;
  }

  #figure(studentId: string, own: readonly string[]) {
    return figureOf(own.filter((lesson) => this.#at(studentId, lesson)).length, own.length);
  }
}

const mark = fc.record({
  studentId: fc.constantFrom(amara, jonas),
  lessonId: fc.constantFrom(...lessonIds),
  isDone: fc.boolean(),
});

function apply<Data>(
  data: Data,
  events: readonly ProgressUpdated[],
  reduce: (data: Data, event: ProgressUpdated) => Data | 'refetch',
): Data {
  return events.reduce((before, event) => {
    const after = reduce(before, event);
    if (after === 'refetch') throw new Error('nothing here should need fetching again');
    return after;
  }, data);
}

describe('progress', () => {
  test('E: a snapshot and what was told since equal a fresh snapshot, also when some of it is told again', () => {
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 30 }), fc.nat(30), fc.nat(30), (marks, at, overlap) => {
        const classroom = new Classroom();
        const events: ProgressUpdated[] = [];
        const before = marks.slice(0, at);
        for (const one of before) events.push(classroom.mark(one.studentId, one.lessonId, one.isDone));
        const old = [classroom.outline(amara), classroom.student(jonas), classroom.cohort()] as const;
        for (const one of marks.slice(at))
          events.push(classroom.mark(one.studentId, one.lessonId, one.isDone));

        // Listening may have begun earlier than the snapshot: then older events are heard, up to its moment.
        const told = events.slice(Math.max(0, Math.min(at, marks.length) - overlap));
        const mine = told.filter(({ studentId }) => studentId === amara);
        expect(apply(old[0], mine, (data, event) => outlineUpdated(data, event, myTopic))).toEqual(
          classroom.outline(amara),
        );
        expect(apply(old[1], told, studentUpdated)).toEqual(classroom.student(jonas));
        expect(apply(old[2], told, cohortUpdated)).toEqual(classroom.cohort());
      }),
    );
  });

  test('E: what was spent in lessons is shown as it was told last, whatever completions lie between', () => {
    const step = fc.record({
      studentId: fc.constantFrom(amara, jonas),
      lessonId: fc.constantFrom(...lessonIds),
      seconds: fc.integer({ min: 1, max: 600 }),
      isDone: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const classroom = new Classroom();
        let outline = classroom.outline(amara);
        let student = classroom.student(jonas);
        for (const { studentId, lessonId, seconds, isDone } of steps) {
          const marked = classroom.mark(studentId, lessonId, isDone);
          const stay = classroom.stay(studentId, lessonId, seconds);
          if (studentId === amara) {
            outline = outlineUpdated(outline, marked, myTopic) as CohortOutline;
            outline = outlineNoted(outline, stay, myTopic) as CohortOutline;
          }
          student = studentNoted(studentUpdated(student, marked) as StudentProgress, stay) as StudentProgress;
        }
        expect(outline).toEqual(classroom.outline(amara));
        expect(student).toEqual(classroom.student(jonas));
      }),
    );
  });

  test('a stay is the newest that was told of it, and nobody else’s', () => {
    const classroom = new Classroom();
    const first = classroom.stay(amara, lessonIds[0]!, 10);
    const second = classroom.stay(amara, lessonIds[0]!, 10);
    expect(stayNoted(first, second)).toBe(second);
    expect(stayNoted(second, { ...second })).toBe(second);
    expect(stayNoted(first, classroom.stay(jonas, lessonIds[0]!, 10))).toBe(first);
    expect(stayNoted(first, classroom.stay(amara, lessonIds[1]!, 10))).toBe(first);
    expect(stayNoted(first, { ...second, cohortId: id(99) })).toBe(first);
  });

  test('where lessons wait for others, the server says which are open now', () => {
    const classroom = new Classroom();
    const outline = { ...classroom.outline(amara), hasPrerequisites: true };
    const event = classroom.mark(amara, lessonIds[0]!, true);
    expect(outlineUpdated(outline, event, myTopic)).toBe('refetch');
    const after = { ...classroom.outline(amara), hasPrerequisites: true };
    expect(outlineUpdated(after, event, myTopic)).toBe(after);
  });

  test('hearing an event again changes nothing, not even the object', () => {
    const classroom = new Classroom();
    const event = classroom.mark(amara, lessonIds[0]!, true);
    const outline = classroom.outline(amara);
    const cohort = classroom.cohort();
    expect(outlineUpdated(outline, event, myTopic)).toBe(outline);
    expect(cohortUpdated(cohort, event)).toBe(cohort);
  });

  test('an outline is the reader’s own: what the staff hears of others leaves it alone', () => {
    const classroom = new Classroom();
    const outline = classroom.outline(amara);
    const event = classroom.mark(jonas, lessonIds[0]!, true);
    for (const topic of [`cohort/${cohortId}/staff`, `enrolment/${id(31)}`]) {
      expect(outlineUpdated(outline, event, { topic })).toBe(outline);
    }
  });

  test('another cohort’s progress leaves everything alone', () => {
    const classroom = new Classroom();
    const event = { ...classroom.mark(amara, lessonIds[0]!, true), cohortId: id(99) };
    const [outline, student, cohort] = [
      classroom.outline(amara),
      classroom.student(amara),
      classroom.cohort(),
    ];
    expect(outlineUpdated(outline, event, myTopic)).toBe(outline);
    expect(studentUpdated(student, event)).toBe(student);
    expect(cohortUpdated(cohort, event)).toBe(cohort);
  });

  test('a lesson or a student that the view does not know makes it fetch again', () => {
    const classroom = new Classroom();
    const event = { ...classroom.mark(amara, lessonIds[0]!, true), lessonId: id(88) };
    expect(outlineUpdated(classroom.outline(amara), event, myTopic)).toBe('refetch');
    expect(studentUpdated(classroom.student(amara), event)).toBe('refetch');
    expect(cohortUpdated(classroom.cohort(), event)).toBe('refetch');
    expect(cohortUpdated(classroom.cohort(), { ...event, lessonId: lessonIds[0]!, studentId: id(77) })).toBe(
      'refetch',
    );
  });
});

describe('who is in the class', () => {
  const line = (more: Partial<EnrolmentLine> = {}): { cohortId: string; enrolment: EnrolmentLine } => ({
    cohortId,
    enrolment: {
      enrolmentId: id(31),
      userId: jonas,
      name: 'Jonas',
      email: 'jonas@demo.test',
      role: 'student',
      state: 'active',
      since: '2026-01-05T09:00:00.000Z',
      ticket: null,
      expiresOn: null,
      movedTo: null,
      ...more,
    },
  });

  test('whoever leaves, or becomes an instructor, is gone from the grid', () => {
    const classroom = new Classroom();
    const cohort = classroom.cohort();
    classroom.students.delete(jonas);
    expect(enrolmentChanged(cohort, line({ state: 'removed' }))).toEqual(classroom.cohort());
    expect(enrolmentChanged(cohort, line({ role: 'instructor' }))).toEqual(classroom.cohort());
  });

  test('a new name is shown, and nothing else changes', () => {
    const classroom = new Classroom();
    const cohort = classroom.cohort();
    expect(enrolmentChanged(cohort, line())).toBe(cohort);
    classroom.students.set(jonas, 'Jonas B.');
    expect(enrolmentChanged(cohort, line({ name: 'Jonas B.' }))).toEqual(classroom.cohort());
  });

  test('whoever comes brings what they completed before: it is fetched', () => {
    const cohort = new Classroom().cohort();
    expect(enrolmentChanged(cohort, line({ userId: id(13) }))).toBe('refetch');
    expect(enrolmentChanged(cohort, { ...line({ userId: id(13) }), cohortId: id(99) })).toBe(cohort);
    expect(enrolmentChanged(cohort, line({ userId: id(13), state: 'removed' }))).toBe(cohort);
  });
});
