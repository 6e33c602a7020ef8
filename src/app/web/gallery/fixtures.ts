import type { CohortLine, EnrolmentLine } from '#features/cohorts/contract.ts';
import type { Organisation } from '#features/cohorts/web/OrganisationView.tsx';
import type { Account, SessionLine } from '#features/identity/contract.ts';
import type { CourseOverview, LessonPage } from '#features/lessons/contract.ts';
import type { CohortOutline, CohortProgress, Figure, StudentProgress } from '#features/progress/contract.ts';
import type { Me } from '../screens/HomeScreen.tsx';
import type { Enrolments } from '../screens/PeopleScreen.tsx';

/** Day one of the intensive, two in the afternoon in Lagos. */
export const now = new Date('2026-06-09T13:02:00Z');

const course = {
  id: 'course',
  title: 'AI Enablement',
  summary:
    'Put language-model assistants to work in an organisation, with care: choose one use, ask well, check answers, and bring a small, measured change back to your team.',
  version: 3,
};

const plan = [
  {
    key: 'foundations',
    title: 'Foundations',
    summary:
      'What a language model is, where it helps, how it fails, what it may see, and who answers for it.',
    lessons: [
      ['What a language model does', 15],
      ['Choosing a first use case', 20],
      ['Failure modes and prompt injection', 20],
      ['Privacy, data and policy', 20],
      ['Human review and accountability', 18],
    ],
  },
  {
    key: 'working',
    title: 'Working with a model',
    summary: 'Write a request, show examples, supply context, and judge what comes back.',
    lessons: [
      ['Writing a good request', 20],
      ['Examples, critique and revision', 20],
      ['Giving context and retrieval', 22],
      ['Working with documents and tables', 20],
      ['Evaluating an answer', 22],
    ],
  },
  {
    key: 'organisation',
    title: 'Into the organisation',
    summary: 'Test it, connect it, measure it, and bring it to a team over 90 days.',
    lessons: [
      ['Building a small test set', 25],
      ['Automating a step', 30],
      ['Measuring value', 20],
      ['Rolling out and the next 90 days', 25],
    ],
  },
] as const;

export const lessonTitles = plan.flatMap(({ lessons }) => lessons.map(([title]) => title));

const figureOf = (completed: number, total: number): Figure => ({
  completed,
  total,
  percent: total === 0 ? 0 : Math.floor((100 * completed) / total),
});

const completedAt = (place: number): string =>
  new Date(now.getTime() - (16 - place) * 47 * 60_000).toISOString();

function modulesWith(completed: number): CohortOutline['modules'] {
  let place = 0;
  return plan.map(({ key, title, summary, lessons }) => {
    const placed = lessons.map(([lessonTitle, minutes]) => {
      place += 1;
      return {
        id: `lesson-${place}`,
        key: `${key}/${place}`,
        title: lessonTitle,
        kind: 'text',
        minutes,
        completes: { by: 'button' as const },
        completedAt: place <= completed ? completedAt(place) : null,
        completedBy: place <= completed ? ('button' as const) : null,
        minutesSpent: place <= completed ? minutes : 0,
        dueAt: null,
        gate: { state: 'open' as const },
      };
    });
    const done = placed.filter((lesson) => lesson.completedAt).length;
    return { key, title, summary, lessons: placed, progress: figureOf(done, placed.length) };
  });
}

const dates = { zone: 'Africa/Lagos', startsOn: '2026-06-09', endsOn: '2026-06-10' };

export function outlineWith(completed: number, role: CohortOutline['role'] = 'student'): CohortOutline {
  return {
    id: 'cohort',
    title: 'AI Enablement, Spring 2026',
    ...dates,
    role,
    course,
    modules: modulesWith(completed),
    progress: figureOf(completed, 14),
    hasPrerequisites: false,
  };
}

export const emptyOutline: CohortOutline = { ...outlineWith(0), modules: [], progress: figureOf(0, 0) };

export const account = (name: string, more: Partial<Account> = {}): Account => ({
  id: 'me',
  name,
  email: `${name.split(' ')[0]!.toLowerCase()}@demo.test`,
  zone: 'Africa/Lagos',
  look: 'system',
  language: 'en',
  platformAdmin: false,
  simulated: false,
  ...more,
});

const cohortLine = (role: CohortLine['role'], more: Partial<CohortLine> = {}): CohortLine => ({
  id: 'cohort',
  organisationId: 'acme',
  title: 'AI Enablement, Spring 2026',
  role,
  state: 'active',
  courseTitle: course.title,
  archived: false,
  ...dates,
  ...more,
});

export const meStudent: Me = {
  user: account('Amara Osei'),
  cohorts: [cohortLine('student')],
  pending: [],
  organisations: [],
  demo: true,
  guest: false,
};

export const meInTwo: Me = {
  ...meStudent,
  cohorts: [
    cohortLine('student'),
    cohortLine('student', {
      id: 'second',
      title: 'Retrieval in practice, Summer 2026',
      courseTitle: 'Retrieval in practice',
      startsOn: '2026-07-01',
      endsOn: '2026-08-12',
    }),
    cohortLine('student', {
      id: 'third',
      title: 'Plain writing, Winter 2025',
      courseTitle: 'Plain writing',
      startsOn: '2025-12-01',
      endsOn: '2025-12-19',
    }),
  ],
};

export const meStaff: Me = { ...meStudent, user: account('Ines Rocha'), cohorts: [cohortLine('instructor')] };

export const meAdmin: Me = {
  user: account('Paula Lang'),
  cohorts: [],
  pending: [],
  organisations: [{ id: 'acme', title: 'Acme Corp' }],
  demo: true,
  guest: false,
};

export const meOperator: Me = {
  user: account('Operator', { platformAdmin: true, email: 'ops@demo.test', zone: 'UTC' }),
  cohorts: [],
  pending: [],
  organisations: [],
  demo: true,
  guest: false,
};

export const meNew: Me = { ...meStudent, cohorts: [] };

export const mePending: Me = {
  ...meNew,
  pending: [
    {
      id: 'cohort',
      title: 'AI Enablement, Spring 2026',
      role: 'student',
      state: 'invited',
      waitingPlace: null,
      courseTitle: course.title,
      ...dates,
    },
    {
      id: 'second',
      title: 'Retrieval in practice, Summer 2026',
      role: 'student',
      state: 'waiting',
      waitingPlace: 3,
      courseTitle: 'Retrieval in practice',
      zone: 'Africa/Lagos',
      startsOn: '2026-07-01',
      endsOn: '2026-08-12',
    },
  ],
};

export const organisation: Organisation = {
  id: 'acme',
  title: 'Acme Corp',
  courses: [
    { id: 'course', title: 'AI Enablement', version: 3, lessons: 14 },
    { id: 'plain', title: 'Plain writing', version: 1, lessons: 9 },
  ],
  admins: [{ userId: 'me', name: 'Paula Lang', email: 'paula@demo.test' }],
  invitations: [],
  cohorts: [
    {
      id: 'cohort',
      title: 'AI Enablement, Spring 2026',
      courseTitle: course.title,
      ...dates,
      students: 43,
      waiting: 0,
      capacity: null,
      archived: false,
    },
    {
      id: 'third',
      title: 'Plain writing, Winter 2025',
      courseTitle: 'Plain writing',
      zone: 'Europe/Berlin',
      startsOn: '2025-12-01',
      endsOn: '2025-12-19',
      students: 12,
      waiting: 0,
      capacity: null,
      archived: false,
    },
  ],
};

export const emptyOrganisation: Organisation = { ...organisation, courses: [], cohorts: [] };

const names = [
  'Amara Osei',
  'Jonas Weber',
  'Mina Park',
  'Omar Said',
  'Lucía Gil',
  'Suharto',
  'عمر الفاروق',
  'Zoë Łukasiewicz',
  'María del Carmen Fernández-Echeverría y Ruiz',
  'Nguyễn Thị Minh Khai',
  'Kwame Mensah',
  'Yuki Tanaka',
  'Ingrid Sørensen',
  'Tomasz Wójcik',
  'נועה לוי',
  'Chidi Okafor',
  'Priya Raghunathan',
  'Lars Ek',
  'Fatou Diop',
  'Björn Þórsson',
  'Ana Souza',
  'Wei Chen',
  'Amina Yusuf',
  'Pieter van den Berg',
  'Sofia Rossi',
  'Dmitri Volkov',
  'Grace Mwangi',
  'Hugo Laurent',
  'Leila Haddad',
  'Mateo Cruz',
  'Nadia Ionescu',
  'Olu Adeyemi',
  'Petra Novák',
  'Quentin Blaise',
  'Rosa Jiménez',
  'Samuel Boateng',
  'Tariq Aziz',
  'Ulla Berg',
  'Vikram Shah',
  'Wanjiru Kamau',
  'Ximena Díaz',
  'Yara Costa',
  'Zanele Dube',
];

export function classOf(students: number): CohortProgress {
  let at = 0;
  const lessons = plan.flatMap(({ title: module, lessons: own }) =>
    own.map(([title]) => ({ id: `lesson-${(at += 1)}`, title, module, dueAt: null })),
  );
  return {
    cohort: { id: 'cohort', title: 'AI Enablement, Spring 2026', zone: 'Africa/Lagos' },
    lessons,
    students: names.slice(0, students).map((name, index) => {
      // A class as it is: most are near the middle, some far ahead, some have not begun; a few skip.
      const reach = [9, 6, 3, 8, 5, 0, 7, 11, 4, 6, 14, 2, 7][index % 13]! + (index % 4) - 1;
      const done = lessons.filter((_, place) => place < reach && !(index % 5 === 3 && place === 2));
      return {
        id: `student-${index}`,
        name,
        completions: Object.fromEntries(done.map(({ id }, place) => [id, completedAt(place + 1)])),
        ...figureOf(done.length, lessons.length),
      };
    }),
  };
}

export const studentProgress = (completed: number): StudentProgress => ({
  student: { id: 'student-1', name: 'Jonas Weber', enrolmentId: 'enrolment-1' },
  cohort: { id: 'cohort', title: 'AI Enablement, Spring 2026', zone: 'Africa/Lagos' },
  modules: modulesWith(completed),
  progress: figureOf(completed, 14),
});

export const sessions: SessionLine[] = [
  {
    id: 's1',
    device: 'Firefox on Linux',
    network: '197.210.64.0/24',
    startedAt: '2026-06-09T07:50:00Z',
    seenAt: '2026-06-09T13:01:30Z',
    current: true,
  },
  {
    id: 's2',
    device: 'Safari on iPhone',
    network: '105.112.8.0/24',
    startedAt: '2026-06-08T19:12:00Z',
    seenAt: '2026-06-09T08:14:00Z',
    current: false,
  },
  {
    id: 's3',
    device: 'Chrome on Windows',
    network: '197.210.64.0/24',
    startedAt: '2026-05-21T09:00:00Z',
    seenAt: '2026-06-02T16:40:00Z',
    current: false,
  },
];

export const enrolment = (name: string, more: Partial<EnrolmentLine> = {}): EnrolmentLine => ({
  enrolmentId: `enrolment-${name}`,
  userId: name,
  name,
  email: `${
    name
      .split(' ')[0]!
      .normalize('NFD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase() || 'person'
  }@demo.test`,
  role: 'student',
  state: 'active',
  since: '2026-05-28T10:00:00Z',
  ticket: null,
  expiresOn: null,
  movedTo: null,
  ...more,
});

export const enrolments: Enrolments = {
  cohort: {
    id: 'cohort',
    organisationId: 'acme',
    title: 'AI Enablement, Spring 2026',
    ...dates,
    capacity: null,
    archived: false,
  },
  enrolments: [
    enrolment('Ines Rocha', { role: 'instructor' }),
    ...names.slice(0, 12).map((name) => enrolment(name)),
    enrolment('Quentin Blaise', { state: 'removed' }),
  ],
};

export const nobody: Enrolments = { ...enrolments, enrolments: [] };

const hash = 'a'.repeat(64);

export const lesson: LessonPage = {
  id: 'lesson-10',
  key: 'working/10',
  title: 'Evaluating an answer',
  summary: 'Two criteria beat one number: decide before you read what would make you refuse an answer.',
  language: 'en',
  kind: 'text',
  minutes: 22,
  module: 'Working with a model',
  place: 10,
  of: 14,
  version: 3,
  previous: { id: 'lesson-9', title: 'Working with documents and tables' },
  next: { id: 'lesson-11', title: 'Building a small test set' },
  links: { 'working/8': 'lesson-8' },
  gate: { state: 'open' },
  completes: { by: 'button' },
  media: null,
  maths: false,
  embeds: [],
  quizzes: [],
  markdown: `# Evaluating an answer

An answer can be *pleasant* and wrong, or clumsy and right. Whoever judges it by one number learns neither. In this lesson you give an answer **two criteria**, and decide before you read it what would make you refuse it.[^1]

![A grid of two criteria: helpful on one axis, true on the other; only one of the four fields is worth sending.](material:${hash}/two-criteria.svg "Only one field of the four is worth sending.")

## Why two criteria?

Because one number hides what failed. A reply to a tenant may be kind, complete and about the wrong flat; see [Giving context](lesson:working/8#what-to-leave-out) for how that happens.

> Ask of each sentence: what would I have to look at to know that it is so?
>
> If there is nothing to look at, the sentence is a guess.

### What to write down

1. What the answer is **for**, in one line.
2. What must be in it, and what must not.
3. Who checks it, and *against what*.

- [x] The purpose is written down
- [ ] Three answers were read by two people
- [ ] The disagreements were talked through

## A sheet to fill in

| Criterion | Asks | Good | Not good enough | Checked against |
| --- | --- | --- | --- | --- |
| Helpful | Does it do what was asked? | Answers the question in the first sentence | Answers a question next to it | The request |
| True | Is each claim so? | Names the clause and the date | "Usually", "typically", no source | The lease, page by page |
| Fit to send | Would you sign it? | Tone of the house | Apologises for what did not happen | The style sheet |

Take the [sheet with three worked answers](material:${hash}/evaluation-sheet.pdf) along and fill it in for five answers of your own.

## Counting, when there are many

Once there are more than twenty, let a program count. Press <kbd>Ctrl</kbd> + <kbd>C</kbd> to stop it.

\`\`\`python
def agreement(first: list[str], second: list[str]) -> float:
    """Share of answers that two people judged alike."""
    alike = sum(a == b for a, b in zip(first, second, strict=True))
    return alike / len(first)

print(f"{agreement(['good', 'bad', 'good'], ['good', 'good', 'good']):.0%}  # and then read the ones that differ, because that is where the criteria were not clear enough")
\`\`\`

The command that runs it is \`python3 agreement.py\`; nothing is installed.

<details>
<summary>What if two people never agree?</summary>

Then the criterion is two criteria. Split it, and judge the same answers again.

</details>

[^1]: Deciding afterwards feels just as careful, and is not: one finds reasons for what one already likes.
`,
};

export const lastLesson: LessonPage = {
  ...lesson,
  id: 'lesson-14',
  title: 'Rolling out and the next 90 days',
  module: 'Into the organisation',
  place: 14,
  previous: { id: 'lesson-13', title: 'Measuring value' },
  next: null,
  markdown: 'The last lesson of the course.',
};

export const overview: CourseOverview = {
  title: course.title,
  summary: course.summary,
  language: 'en',
  version: 3,
  markdown:
    '## What this course is for\n\nIt helps you decide where an assistant is worth using, how to ask it well, and how to tell a good answer from a fluent one. You do not need to program; [lesson 8](lesson:working/8) shows how far plain words carry.',
  modules: [
    {
      key: 'foundations',
      title: 'Foundations',
      summary: '',
      markdown: 'Five lessons to read before the intensive and on its first morning.',
    },
  ],
  links: { 'working/8': 'lesson-8' },
};
