import { afterAll, describe, expect, test } from 'vitest';
import type { CourseReading, ParsedLesson } from './course.ts';
import { courseDigest } from './digest.ts';
import { embedAddress } from './embeds.ts';
import { aDocumentedCourse, aFolder, aPicture, removeFolders } from './folders.testing.ts';
import { readCourse, type ReadOptions } from './readCourse.ts';
import { aRoomOfRiddles, riddle, riddleAnswer } from './riddles.testing.ts';
import { readVtt, writeVtt } from './vtt.ts';

afterAll(removeFolders);

const lesson = (front: string, text = 'Text.\n'): string => `---\ntitle: Mixing\n${front}\n---\n\n${text}`;
const mixing = '01-dough/01-mixing.md';
const film = {
  '01-dough/media/mix.mp4': 'film',
  '01-dough/media/mix.webm': 'film too',
  '01-dough/media/mix.jpg': aPicture(),
  '01-dough/media/mix.en.vtt': 'WEBVTT\n\n00:01.000 --> 00:04.000\nFlour first.\n',
  '01-dough/media/mix.pt-BR.vtt': 'WEBVTT\n\n00:01.000 --> 00:04.000\nFarinha primeiro.\n',
  '01-dough/media/mix.chapters.vtt':
    'WEBVTT\n\n00:00.000 --> 00:30.000\nFlour\n\n01:02:03.500 --> 01:02:04.000\nWater\n',
  '01-dough/media/mix.md': 'First [knead](../02-kneading.md), then **bake**.\n',
};

async function read(
  files: Record<string, string | Uint8Array>,
  options: ReadOptions = {},
): Promise<CourseReading> {
  return readCourse(await aFolder(aDocumentedCourse(files)), options);
}
async function mixingOf(
  files: Record<string, string | Uint8Array>,
  options: ReadOptions = {},
): Promise<ParsedLesson> {
  const reading = await read(files, options);
  expect(reading.faults).toEqual([]);
  return reading.course!.modules[0]!.lessons[0]!;
}
const faultsOf = async (front: string, text?: string, files = {}): Promise<string[]> =>
  (await read({ ...film, ...files, [mixing]: lesson(front, text) })).faults.map(
    ({ code, file, line }) => `${code} ${file}:${line}`,
  );

describe('LE29 kinds of lessons', () => {
  test('a film with poster, captions, chapters and transcript', async () => {
    const front = [
      'video: media/mix.mp4',
      'poster: media/mix.jpg',
      'captions: media/mix.en.vtt, media/mix.pt-BR.vtt',
      'chapters: media/mix.chapters.vtt',
      'transcript: media/mix.md',
      'completes: video 80%',
    ];
    const found = await mixingOf({ ...film, [mixing]: lesson(front.join('\n'), '') });
    expect(found).toMatchObject({ kind: 'video', completes: { by: 'video', percent: 80 }, markdown: '' });
    const file = (name: string, type: string) => ({
      name,
      type,
      address: expect.stringMatching(new RegExp(`^material:[0-9a-f]{64}/${name}$`)),
      sizeBytes: expect.any(Number),
    });
    expect(found.media).toEqual({
      kind: 'video',
      file: file('mix.mp4', 'video/mp4'),
      poster: file('mix.jpg', 'image/jpeg'),
      captions: [
        { language: 'en', file: file('mix.en.vtt', 'text/vtt') },
        { language: 'pt-BR', file: file('mix.pt-BR.vtt', 'text/vtt') },
      ],
      chapters: [
        { atSeconds: 0, title: 'Flour' },
        { atSeconds: 3_723.5, title: 'Water' },
      ],
      transcript: 'First [knead](lesson:kneading), then **bake**.\n',
    });
    expect(found.sections).toContainEqual({
      part: 'transcript',
      anchor: null,
      text: 'First knead, then bake.',
    });
    const { skipped } = await read({ ...film, [mixing]: lesson(front.join('\n')) });
    expect(skipped.map(({ path }) => path)).toEqual(['01-dough/images/', '01-dough/media/mix.webm']);
  });

  test.each([
    ['audio: media/talk.mp3', { kind: 'audio', captions: [], chapters: [], transcript: '' }],
    ['pdf: files/sheet.pdf', { kind: 'pdf' }],
    [
      'embed: https://youtu.be/abcdefghijk?t=90',
      { kind: 'embed', url: 'https://www.youtube-nocookie.com/embed/abcdefghijk?start=90' },
    ],
  ])('%s', async (front, media) => {
    const found = await mixingOf({ '01-dough/media/talk.mp3': 'talk', [mixing]: lesson(front) });
    expect(found.kind).toBe(media.kind);
    expect(found.media).toMatchObject(media);
  });

  test('what completes a lesson, and what comes before it', async () => {
    const rule = async (written: string) =>
      (await mixingOf({ [mixing]: lesson(`completes: ${written}\nafter: the-bake, kneading, the-bake`) }))
        .completes;
    expect(await rule('dwell 5 min')).toEqual({ by: 'dwell', minutes: 5 });
    expect(await rule('Dwell 12')).toEqual({ by: 'dwell', minutes: 12 });
    expect(await rule('button')).toBeUndefined();
    expect((await mixingOf({ [mixing]: lesson('after: the-bake, kneading, the-bake') })).after).toEqual([
      'the-bake',
      'kneading',
    ]);
  });

  test.each([
    ['kind: film', 'bad-kind', 3],
    ['kind: video', 'bad-kind', 3],
    ['kind: text\nvideo: media/mix.mp4', 'bad-kind', 3],
    ['video: media/mix.mp4\naudio: media/mix.mp4', 'bad-media', 4],
    ['video: media/nowhere.mp4', 'target-missing', 3],
    ['video: https://video.example/mix.mp4', 'bad-media', 3],
    ['video: media/mix.jpg', 'bad-media', 3],
    ['poster: media/mix.jpg', 'bad-media', 3],
    ['pdf: files/sheet.pdf\ntranscript: media/mix.md', 'bad-media', 4],
    ['video: media/mix.mp4\ncaptions: media/mix.chapters.vtt', 'bad-captions', 4],
    ['video: media/mix.mp4\ncaptions: media/mix.en.vtt, media/mix.en.vtt', 'bad-captions', 4],
    ['video: media/mix.mp4\ntranscript: media/mix.en.vtt', 'bad-media', 4],
    ['embed: https://evil.example/1', 'embed-host', 3],
    ['embed: http://player.vimeo.com/video/1', 'embed-host', 3],
    ['embed: javascript:alert(1)', 'embed-host', 3],
    ['completes: soon', 'bad-completes', 3],
    ['completes: video 80%', 'bad-completes', 3],
    ['completes: video 0%\nvideo: media/mix.mp4', 'bad-completes', 3],
    ['completes: dwell 601', 'bad-completes', 3],
    ['completes: quiz', 'bad-completes', 3],
    ['after: nobody', 'bad-after', 3],
    ['after: mixing', 'bad-after', 3],
  ])('%s is a fault', async (front, code, line) => {
    expect(await faultsOf(front)).toContain(`${code} ${mixing}:${line}`);
  });

  test('two lessons that wait for each other are a fault', async () => {
    const files = {
      '01-dough/02-kneading.md': '---\ntitle: Kneading\nafter: mixing\n---\n\n## How\n\nFold.\n',
    };
    expect(await faultsOf('after: kneading', undefined, files)).toEqual([
      `bad-after ${mixing}:3`,
      'bad-after 01-dough/02-kneading.md:3',
    ]);
  });

  test('captions and chapters that cannot be read are faults of their own files', async () => {
    const front = 'video: media/mix.mp4\ncaptions: media/mix.en.vtt\nchapters: media/mix.chapters.vtt';
    const files = {
      '01-dough/media/mix.en.vtt': 'Flour first.\n',
      '01-dough/media/mix.chapters.vtt': 'WEBVTT\n\n1\nsoon --> later\nFlour\n',
    };
    expect(await faultsOf(front, undefined, files)).toEqual([
      'bad-chapters 01-dough/media/mix.chapters.vtt:4',
      'bad-captions 01-dough/media/mix.en.vtt:1',
    ]);
  });

  test('a film that some cannot hear is noted', async () => {
    const { faults, notes } = await read({ ...film, [mixing]: lesson('video: media/mix.mp4') });
    expect(faults).toEqual([]);
    expect(notes).toContainEqual(expect.objectContaining({ code: 'media-uncaptioned', line: 3 }));
  });

  test('another film, rule or order is another version; none of them leaves the digest as it always was', async () => {
    const digests = await Promise.all(
      ['', 'completes: dwell 5', 'after: kneading', 'video: media/mix.mp4', 'video: media/mix.webm'].map(
        async (front) => courseDigest((await read({ ...film, [mixing]: lesson(front) })).course!),
      ),
    );
    expect(new Set(digests).size).toBe(5);
  });

  test('the certificate: for all lessons, some, with quizzes, or none', async () => {
    const course = async (front: string, parts = {}) =>
      read(
        { 'course.md': `---\nkey: bread\ntitle: Bread\n${front}\n---\n`, ...parts },
        { parts: [aRoomOfRiddles('quiz')] },
      );
    expect((await course('')).course!.certificate).toBeUndefined();
    expect((await course('certificate: none')).course!.certificate).toBeNull();
    expect((await course('certificate: 80%')).course!.certificate).toEqual({
      lessonsPercent: 80,
      quizKeys: [],
    });
    const withQuiz = { [mixing]: lesson('completes: quiz', riddle('flour').replace('riddle', 'quiz')) };
    const { course: read_, faults } = await course('certificate-quizzes: flour', withQuiz);
    expect([faults, read_!.certificate]).toEqual([[], { lessonsPercent: 100, quizKeys: ['flour'] }]);
    expect((await course('certificate: most')).faults).toMatchObject([{ code: 'bad-certificate', line: 4 }]);
    expect((await course('certificate-quizzes: flour')).faults).toMatchObject([{ code: 'bad-certificate' }]);
  });
});

describe('LE30 frames and maths in a text', () => {
  test('a line that asks for a frame gets the address for frames; in a list or in code it is only words', async () => {
    const text = [
      'embed: https://www.youtube.com/watch?v=abcdefghijk',
      '- embed: https://youtu.be/abcdefghijk',
      '```\nembed: https://youtu.be/abcdefghijk\n```',
      'Words, and embed: https://youtu.be/abcdefghijk',
    ].join('\n\n');
    const found = await mixingOf({ [mixing]: lesson('', text) });
    const frame = 'embed: https://www.youtube-nocookie.com/embed/abcdefghijk';
    expect(found.markdown).toBe([frame, ...text.split('\n\n').slice(1)].join('\n\n'));
    expect(found.embeds).toEqual(['https://www.youtube-nocookie.com/embed/abcdefghijk']);
  });

  test('a page of another host is a fault here, and a plain link in a folder of no format', async () => {
    const line = 'embed: https://evil.example/a?b=(c)';
    expect(await faultsOf('', `Words.\n\n${line}`)).toEqual([`embed-host ${mixing}:8`]);
    const plain = await readCourse(await aFolder({ '01-intro.md': `# Intro\n\nWords.\n\n${line}\n` }));
    const [only] = plain.course!.modules[0]!.lessons;
    expect(only!.markdown).toContain('<https://evil.example/a?b=(c)>');
    expect(only!.embeds).toBeUndefined();
  });

  test.each([
    ['https://vimeo.com/123456', 'https://player.vimeo.com/video/123456'],
    ['https://m.youtube.com/watch?v=abcdefghijk', 'https://www.youtube-nocookie.com/embed/abcdefghijk'],
    ['https://www.youtube.com/embed/abcdefghijk', 'https://www.youtube-nocookie.com/embed/abcdefghijk'],
    ['https://player.vimeo.com/video/1?h=2', 'https://player.vimeo.com/video/1?h=2'],
    ['https://youtube.com/watch?v="><script>', undefined],
    ['https://user@player.vimeo.com/1', undefined],
    ['https://player.vimeo.com.evil.example/1', undefined],
    ['https://player.vimeo.com:8443/1', undefined],
    ['//player.vimeo.com/1', undefined],
    [`https://player.vimeo.com/${'x'.repeat(3_000)}`, undefined],
  ])('%s', (written, url) => {
    expect(embedAddress(written, ['www.youtube-nocookie.com', 'player.vimeo.com'])?.url).toBe(url);
  });

  test.each([
    ['Let $x = 1$ be.', true],
    ['$$\nx\n$$', true],
    ['From $5 to $10.', false],
    ['It costs $5, or 6 $.', false],
    ['Let $a_b_c$ be.', true],
    ['`$x$`', false],
    ['```\n$x$\n```', false],
    ['No.', false],
  ])('%j holds maths: %s', async (text, maths) => {
    expect((await mixingOf({ [mixing]: lesson('', text) })).maths ?? false).toBe(maths);
  });
});

describe('LE31 blocks of other rooms', () => {
  const parts = [aRoomOfRiddles()];

  test('only their keys are left in what readers meet; all else stays as it was', async () => {
    const text = `Before [it](02-kneading.md).\n\n${riddle('one')}\n\nBetween.\n\n~~~riddle\nkey: two\nanswer: ${riddleAnswer}\n~~~\n`;
    const found = await mixingOf({ [mixing]: lesson('', text) }, { parts });
    expect(found.markdown).toBe(
      'Before [it](lesson:kneading).\n\n```riddle\none\n```\n\nBetween.\n\n```riddle\ntwo\n```\n',
    );
    expect(found.parts).toMatchObject([
      { fence: 'riddle', key: 'one', content: { answer: riddleAnswer } },
      { fence: 'riddle', key: 'two' },
    ]);
    expect(found.source).toContain(riddleAnswer);
    expect(JSON.stringify([found.markdown, found.sections, found.summary])).not.toContain(riddleAnswer);
    const others = await mixingOf({ [mixing]: lesson('', text.replace(riddleAnswer, 'another')) }, { parts });
    expect(others.markdown).toBe(found.markdown);
    expect(others.digest).not.toBe(found.digest);
  });

  test('what is wrong in one is told with the file’s own line, and leaves nothing of it', async () => {
    const text = `One.\n\n\`\`\`riddle\nkey: one\nanswr: ${riddleAnswer}\n\`\`\`\n`;
    const { faults, course } = await read({ [mixing]: lesson('minutes: 3', text) }, { parts });
    expect(faults).toMatchObject([
      { code: 'part', file: mixing, line: 10, message: 'A riddle has an answer.' },
    ]);
    expect(course!.modules[0]!.lessons[0]!.markdown).toBe('One.\n\n\n');
  });

  test('in a list, twice under one key, or under no key of ours: faults, and nothing of them is left', async () => {
    const indented = riddle('one').replaceAll('\n', '\n  ');
    const text = `- ${indented}\n\n${riddle('two')}\n\n${riddle('two')}\n\n${riddle('No key!')}\n`;
    const { faults, course } = await read({ [mixing]: lesson('minutes: 3', text) }, { parts });
    expect(faults.map(({ code, line }) => `${code} ${line}`)).toEqual([
      'part-misplaced 6',
      'duplicate-part 16',
      'part 21',
    ]);
    expect(course!.modules[0]!.lessons[0]!.markdown).not.toContain(riddleAnswer);
  });

  test('in a folder of no format they are read as well, and one at fault is left out', async () => {
    const text = `# Intro\n\nWords.\n\n${riddle('one')}\n\n\`\`\`riddle\nanswer: ${riddleAnswer}\n\`\`\`\n`;
    const { course, faults, notes } = await readCourse(await aFolder({ '01-intro.md': text }), { parts });
    expect(faults).toEqual([]);
    expect(notes).toContainEqual(expect.objectContaining({ code: 'part', message: 'A riddle has a key.' }));
    const [only] = course!.modules[0]!.lessons;
    expect(only!.markdown).toBe('Words.\n\n```riddle\none\n```\n\n\n');
  });

  test('a fence that is never closed hides nothing', async () => {
    const text = `Words.\n\n\`\`\`riddle\nkey: one\nanswer: ${riddleAnswer}\n\nMore words.\n`;
    const { course } = await read({ [mixing]: lesson('', text) }, { parts });
    expect(course!.modules[0]!.lessons[0]!.markdown).not.toContain(riddleAnswer);
  });
});

test('WebVTT is written as it is read', () => {
  const chapters = [
    { atSeconds: 0, title: 'One --> two' },
    { atSeconds: 3_723.5, title: 'Three\nfour' },
  ];
  expect(readVtt(writeVtt(chapters))).toMatchObject([
    { startSeconds: 0, text: 'One → two' },
    { startSeconds: 3_723.5, text: 'Three four' },
  ]);
});
