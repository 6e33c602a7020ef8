import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoMailDomain } from '#app/demo/words.ts';
import type { Ground } from '#app/ground.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { importCourse } from '#features/lessons/server/importCourse.ts';

export const quizClassTitle = 'Judging answers, in the evening';

/** Every kind of question, without a clock. */
const everyKind = `key: every-kind
title: Every kind
attempts: 2

Eight short questions.

== pair: single
Which pair can disagree?

( ) Fluency and grammar
(x) Helpful and true
    > One number would hide which of the two failed.
( ) Length and format

== request: multiple, 2 points, partial
What belongs into a request?

[x] What it is for
[ ] Capital letters
[x] Who will read it

== fluent: true/false
A fluent answer is more often right.

( ) true
(x) false
read again: #why-two-criteria

== share: numeric
Two people judged 20 answers and agreed about 17. How large is their agreement?

= 85
unit: %

== name: text
What do you call a source that does not exist?

= made up
= invented

== steps: ordering
Put the steps in order.

1. Write down what it is for
2. Read the answer
3. Check each claim

== criteria: matching, partial
Which criterion asks what?

- Helpful -> Does it do what was asked?
- True -> Is each claim so?

== sentence: gaps, partial
Complete.

| Decide what would make you refuse it [[*before | after]] you read it, and let a second [[person]] look too.
`;

/** Three questions, against the clock. */
const timed = `key: timed
title: Against the clock
time: 20 minutes
attempts: 3
late: 5 minutes, 20% off

== first: single
One?

(x) Yes, one
( ) No, one

== second: single
Two?

(x) Yes, two
( ) No, two

== third: text
Three?

= three
`;

const lesson = (title: string, block: string): string =>
  `---\ntitle: ${title}\nminutes: 10\n---\n\n## Why two criteria\n\nBecause one number hides what failed.\n\n\`\`\`quiz\n${block}\`\`\`\n\nAfter the quiz the text goes on.\n`;

/**
 * Beside the demo class: a cohort of another school whose course has two quizzes. Inês teaches it, Amara and
 * Jonas learn there.
 */
export async function openQuizClass(ground: Ground): Promise<{ cohortId: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stoa-quizzes-'));
  await mkdir(path.join(folder, '01-judging'));
  const files = {
    'course.md': '---\nkey: judging\ntitle: Judging answers\nsummary: Two lessons.\nlanguage: en\n---\n',
    '01-judging/module.md': '---\ntitle: Judging\n---\n',
    '01-judging/01-criteria.md': lesson('Two criteria', everyKind),
    '01-judging/02-clock.md': lesson('Under the clock', timed),
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  try {
    const school = await ground.log.write(({ tx }) => organisations.create(tx, { title: 'Evening school' }));
    await importCourse(ground, folder, { organisationId: school.id, confirm: async () => true });
    return await ground.log.write(async (write) => {
      const course = await courses.find(write.tx, school.id, 'judging');
      const cohort = await organisations.openCohort(write, {
        organisationId: school.id,
        courseId: course!.id,
        title: quizClassTitle,
        zone: 'Africa/Lagos',
        startsOn: '2026-01-05',
        endsOn: '2036-01-05',
      });
      for (const [key, role] of [
        ['ines', 'instructor'],
        ['amara', 'student'],
        ['jonas', 'student'],
      ] as const) {
        const person = await accounts.byEmail(write.tx, `${key}@${demoMailDomain}`);
        await enrolments.enrol(write, { cohortId: cohort.id, userId: person!.id, role });
      }
      return { cohortId: cohort.id };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
