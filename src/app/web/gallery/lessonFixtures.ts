import type {
  CourseDraft,
  CourseFile,
  CourseVersionLine,
  DraftLesson,
  DraftLessonFields,
  LessonMedia,
  LessonPage,
  MediaFile,
  SearchHit,
} from '#features/lessons/contract.ts';
import type { Compared } from '#features/lessons/web/editor/Comparison.tsx';
import { lesson } from './fixtures.ts';

const hash = (letter: string): string => letter.repeat(64);
const file = (name: string, type: string, sizeBytes: number, letter = 'b'): MediaFile => ({
  address: `material:${hash(letter)}/${name}`,
  name,
  type,
  sizeBytes,
});

const captions = [
  { language: 'en', file: file('film.en.vtt', 'text/vtt', 900) },
  { language: 'de', file: file('film.de.vtt', 'text/vtt', 900) },
];
const chapters = [
  { atSeconds: 0, title: 'What is shown' },
  { atSeconds: 4, title: 'Three tokens, each the likeliest' },
  { atSeconds: 22, title: 'A token that chance picked' },
];
const transcript = 'A silent film of half a minute. *The boiler is*: broken 0.41, leaking 0.22, old 0.09.';

export const video: LessonMedia = {
  kind: 'video',
  file: file('film.webm', 'video/webm', 397_247),
  poster: file('film.svg', 'image/svg+xml', 4_000),
  captions,
  chapters,
  transcript,
};
export const gone: LessonMedia = { ...video, file: file('gone.webm', 'video/webm', 397_247), poster: null };
export const audio: LessonMedia = {
  kind: 'audio',
  file: file('talk.wav', 'audio/wav', 2_400_000),
  captions,
  chapters: [],
  transcript: '',
};
export const pdf: LessonMedia = { kind: 'pdf', file: file('three-levels.pdf', 'application/pdf', 34_142) };
export const embed: LessonMedia = {
  kind: 'embed',
  url: 'https://www.youtube-nocookie.com/embed/abcdefghijk',
  host: 'www.youtube-nocookie.com',
  transcript,
};

const short =
  'The text goes on below what is shown, as in any other lesson. See [lesson 8](lesson:working/8).';

export const lessonWith = (media: LessonMedia, markdown = short): LessonPage => ({
  ...lesson,
  kind: media.kind,
  media,
  markdown,
});

export const mathsLesson: LessonPage = {
  ...lesson,
  title: 'Measuring value',
  maths: true,
  markdown: `The hours gained in a week are

$$
h = \\frac{n \\cdot s \\cdot (b - a)}{60} - u
$$

where $n$ units are done, a share $s$ of them in the new way, at $5 or $10 each. A wide one has its own room:

$$
\\hat{p} \\pm z_{\\alpha/2}\\sqrt{\\frac{\\hat{p}(1-\\hat{p})}{n}} = \\sum_{i=1}^{n} \\frac{x_i}{n} \\pm 1.96\\,\\sqrt{\\frac{0.41 \\times 0.59}{200}} \\approx 0.41 \\pm 0.068 \\quad\\text{with } n = 200,\\ z_{\\alpha/2} = 1.96
$$
`,
};

const locked: LessonPage = { ...lesson, markdown: '', links: {}, media: null };
export const lockedUntil: LessonPage = {
  ...locked,
  gate: { state: 'not-yet', opensAt: '2026-06-11T07:00:00Z' },
};
export const lockedAfter: LessonPage = {
  ...locked,
  gate: {
    state: 'after',
    lessons: [
      { id: 'lesson-8', title: 'Giving context and retrieval' },
      { id: 'lesson-9', title: 'Working with documents and tables' },
    ],
  },
};

const hit = (more: Partial<SearchHit> & Pick<SearchHit, 'pieces'>): SearchHit => ({
  in: 'lesson',
  lessonId: 'lesson-10',
  title: 'Evaluating an answer',
  module: 'Working with a model',
  anchor: null,
  ...more,
});

export const hits: SearchHit[] = [
  hit({
    anchor: 'why-two-criteria',
    pieces: [
      { text: 'Because one number hides what failed. Two ', hit: false },
      { text: 'criteria', hit: true },
      { text: ' can disagree, and where they do there is something to learn', hit: false },
    ],
  }),
  hit({
    in: 'note',
    pieces: [
      { text: 'Ask Dana which ', hit: false },
      { text: 'criteria', hit: true },
      { text: ' the desk uses', hit: false },
    ],
  }),
  hit({
    in: 'transcript',
    lessonId: 'lesson-1',
    title: 'What a language model does',
    module: 'Foundations',
    pieces: [
      { text: 'No ', hit: false },
      { text: 'criterion', hit: true },
      { text: ' is looked up: only what is likely', hit: false },
    ],
  }),
];

export const files: CourseFile[] = [
  { ...file('two-criteria.svg', 'image/svg+xml', 3_100, 'a'), width: 720, height: 300 },
  { ...file('evaluation-sheet.pdf', 'application/pdf', 84_000, 'a'), width: null, height: null },
  { ...file('film.webm', 'video/webm', 397_247), width: null, height: null },
];

const lessonLine = (
  pageId: string,
  title: string,
  change: 'same' | 'changed' | 'new' = 'same',
): CourseDraft['modules'][number]['lessons'][number] => ({
  pageId,
  key: pageId,
  title,
  kind: 'text',
  minutes: 20,
  revision: 3,
  change,
});

export const draft: CourseDraft = {
  title: 'AI Enablement',
  summary: 'Put language-model assistants to work in an organisation, with care.',
  language: 'en',
  markdown: '## What this course is for\n\nIt helps you decide where an assistant is worth using.',
  revision: 1,
  draftRevision: 17,
  certificate: { lessonsPercent: 100, quizKeys: [] },
  basedOn: 3,
  overtaken: false,
  begun: { at: '2026-06-09T09:12:00Z', by: 'Ines Rocha' },
  changed: { at: '2026-06-09T12:58:00Z', by: 'Leo Brandt' },
  modules: [
    {
      pageId: 'foundations',
      key: 'foundations',
      title: 'Foundations',
      summary: 'What a language model is, where it helps, how it fails.',
      markdown: '',
      revision: 1,
      change: 'same',
      lessons: [
        lessonLine('p1', 'What a language model does'),
        lessonLine('p2', 'Choosing a first use case', 'changed'),
      ],
    },
    {
      pageId: 'working',
      key: 'working',
      title: 'Working with a model',
      summary: '',
      markdown: '',
      revision: 1,
      change: 'changed',
      lessons: [
        lessonLine('p10', 'Evaluating an answer', 'changed'),
        lessonLine('p11', 'Asking twice', 'new'),
      ],
    },
  ],
  faults: [
    {
      pageId: 'p10',
      field: null,
      line: 7,
      code: 'link-missing',
      message: '`lesson:working/88` leads to no lesson of this course.',
    },
  ],
  changes: [
    'Lesson “Choosing a first use case”: text changed',
    'Lesson “Evaluating an answer”: text and minutes changed',
    'Lesson “Asking twice” is new',
  ],
};

export const draftFields: DraftLessonFields = {
  title: 'Evaluating an answer',
  summary: 'Two criteria beat one number.',
  kind: 'video',
  minutes: 22,
  completes: { by: 'video', percent: 80 },
  after: ['p1'],
  media: {
    file: file('film.webm', 'video/webm', 397_247).address,
    url: null,
    poster: null,
    captions: [{ language: 'en', file: captions[0]!.file.address }],
    chapters,
    transcript,
  },
  markdown: `## Why two criteria?

Because one number hides what failed.

\`\`\`quiz
title: Two criteria
\`\`\`

See [the next one](lesson:working/88), or $x^2$.
`,
};

export const draftLesson: DraftLesson = {
  ...draftFields,
  pageId: 'p10',
  key: 'working/10',
  modulePageId: 'working',
  module: 'Working with a model',
  revision: 3,
  change: 'changed',
  changed: draft.changed,
  faults: draft.faults,
};

export const versions: CourseVersionLine[] = [
  {
    number: 3,
    title: 'AI Enablement',
    publishedAt: '2026-06-02T08:00:00Z',
    publishedBy: 'Ines Rocha',
    from: 'editor',
    lessons: 14,
    changes: ['Lesson “Automating a step”: text changed', 'Lesson “Measuring value” moved'],
    current: true,
  },
  {
    number: 2,
    title: 'AI Enablement',
    publishedAt: '2026-05-21T16:40:00Z',
    publishedBy: null,
    from: 'folder',
    lessons: 14,
    changes: [],
    current: false,
  },
  {
    number: 1,
    title: 'AI Enablement',
    publishedAt: '2026-05-18T09:00:00Z',
    publishedBy: null,
    from: 'folder',
    lessons: 13,
    changes: [],
    current: false,
  },
];

export const compared: Compared = {
  more: false,
  pages: [
    {
      title: 'Automating a step',
      what: 'lesson',
      key: 'automating-a-step',
      change: 'changed',
      before:
        'title: Automating a step\n\n## What to automate\n\nA step that is done often.\n\nNot the whole path.',
      after:
        'title: Automating a step\n\n## What to automate\n\nA step that is done often, and always alike.\n\nNot the whole path.',
    },
  ],
};
