import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';

/** A course as academies keep them on a git host: they know nothing of our format. */
export interface PublicCourse {
  folder: string;
  /** Lessons in their order, by title, with what is in each text. */
  lessons: { title: string; pictures: number; codes: string[]; tables: number }[];
  pictureBytes: number;
}

const hello =
  'def mean(values):\n    """The middle, as most people mean it."""\n    return sum(values) / len(values)\n\n\nprint(mean([3, 4, 8]))  # 5.0 <- not "4"\n';
const shell = '$ python3 -m venv .venv && source .venv/bin/activate\n$ echo "| not a table |" > notes.md\n';
const query = "select city, avg(rent) as rent\nfrom homes\nwhere rent > 0 and city <> ''\ngroup by city;\n";

export async function writePublicCourse(): Promise<PublicCourse> {
  const folder = path.join(await mkdtemp(path.join(tmpdir(), 'stoa-public-')), 'data-for-beginners');
  // Stored as they are, so that a few of them weigh what the pictures of a whole course do.
  const photo = (hue: number): Buffer => aPng(1_600, 1_100, (x, y) => shade(hue, x / 1_600, y / 1_100), 0);
  const sketch = (hue: number, width = 900, height = 420): Buffer =>
    aPng(width, height, (x, y) => bars(hue, x / width, y / height), 9);
  const diagram =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 220" width="720" height="220"><rect width="720" height="220" fill="#fff"/><g fill="none" stroke="#1b1a17" stroke-width="3"><rect x="20" y="60" width="180" height="100" rx="10"/><rect x="270" y="60" width="180" height="100" rx="10"/><rect x="520" y="60" width="180" height="100" rx="10"/><path d="M200 110h64m-14-10 14 10-14 10M450 110h64m-14-10 14 10-14 10"/></g><g font-family="sans-serif" font-size="22" text-anchor="middle"><text x="110" y="118">collect</text><text x="360" y="118">clean</text><text x="610" y="118">look</text></g></svg>';
  const files: Record<string, string | Uint8Array> = {
    'README.md': `<p align="center"><img src="./images/cover.png" alt="Bars of different height" width="640"></p>

[![Licence](https://img.example/licence.svg)](LICENSE) ![Stars](https://img.example/stars.svg)

# Data for Beginners - A Curriculum

Six lessons on reading numbers without being fooled by them. You need a computer, a little patience and no mathematics beyond school.

## Lessons

|     | Lesson                                              | What you learn            |
| --- | --------------------------------------------------- | ------------------------- |
| 01  | [What data is](./01-what-data-is/README.md)         | Rows, columns, and doubts |
| 02  | [Tables](./02%20-%20Tables%20%26%20lists/README.md) | Asking a table            |
| 10  | [A first report](./10-a-first-report/)              | Saying it to others       |

> [!TIP]
> Work in pairs where you can.
`,
    'images/cover.png': sketch(215, 1_280, 420),
    'images/shared/deep/pipeline.svg': diagram,
    '01-what-data-is/README.md': `# 1. What **data** is

![The way from a question to a picture](../images/shared/deep/pipeline.svg)

Somebody counted, measured or asked, and wrote the answer down. All three go wrong in ways that the numbers do not show, so begin by asking who wrote them down, when, and what for.

#### A heading far too deep

The smallest useful thing is a *row*: one home, one visit, one reply. Everything that is said of a row stands in its **columns**. What comes next is in [tables](../02%20-%20Tables%20%26%20lists/README.md#asking-a-table), and why it matters in [the report](/10-a-first-report/README.md).

## Try it

\`\`\`python
${hello}\`\`\`

- [ ] Find a table at work
- [x] Read this far
- [ ] Ask who filled it in, and hear an answer that is longer than one line, because the history of a table is most of its meaning

## What the light does

![A photograph, as wide as they come](./images/photos/morning.png "Morning over the bay")

Back to [the overview](../README.md), or on to [part two of the next lesson](<../02 - Tables & lists/README.md#asking-a-table>).
`,
    '01-what-data-is/images/photos/morning.png': photo(30),
    '01-what-data-is/assignment.md': `# Assignment

Count something for a day. Write down what you counted, what you left out, and why. Compare your sheet with [the example](./files/example.csv).

![A tally on squared paper](images/photos/tally.png)
`,
    '01-what-data-is/images/photos/tally.png': photo(200),
    '01-what-data-is/files/example.csv': 'hour,count\n9,4\n10,7\n',
    '02 - Tables & lists/README.md': `Tables, and lists
=================

A table is a promise that every row means the same kind of thing. Lists make no promise.

<p align="center">
  <img src="pictures/market.png" width="420" alt="A market from above"><br>
  <em>One stall, one row</em>
</p>

Asking a table
--------------

\`\`\`sql
${query}\`\`\`

| city      |   rent | homes | remark                                                                     |
| :-------- | -----: | ----: | :------------------------------------------------------------------------- |
| Lisbon    | 1,240 € |   212 | asked in May, before the season                                            |
| Lagos     |   610 € |    87 | in naira, at the day's rate; see [what data is](../01-what-data-is)        |
| \`a\\|b\`   |     0 € |     1 | a test row that somebody forgot                                            |

<details>
<summary>Why the last row is there</summary>

Somebody tried the form. See the [assignment](../01-what-data-is/assignment.md).

</details>

# A second title of the first kind

1. First
2. Second
   - a point below, with \`code\`
   - another

![Rents](pictures/market.png) and its link: [![Rents, small](pictures/small.png)](../10-a-first-report/README.md)

This one is [gone](../99-nowhere/README.md). Read more at [an encyclopedia](https://encyclopedia.example/table).
`,
    '02 - Tables & lists/pictures/market.png': photo(120),
    '02 - Tables & lists/pictures/small.png': sketch(20, 320, 160),
    '03-the-shell/README.md': `<h1 align="center">3. The shell 🐚</h1>

Typing beats clicking once you do a thing for the third time. It is also how one tells somebody else what one did.

~~~sh
${shell}~~~

    an indented block
    is code, too

![Charts][chart]

[chart]: <./assets/chart one.png> "Three charts"
`,
    '03-the-shell/assets/chart one.png': sketch(280),
    '10-a-first-report/README.md': `### Introduction

Say the finding first, then the number, then the doubt. [Lesson 1](../01-what-data-is/README.md) has the doubts.

<img src='./img/report.png' alt='A page of a report'>

Footnotes work, too.[^1]

[^1]: And lead back.
`,
    '10-a-first-report/img/report.png': photo(330),
    'translations/fr/README.md': '# Les données\n\nUn texte.\n',
    '.github/workflows/ci.yml': 'on: push\n',
    LICENSE: 'MIT',
    'CONTRIBUTING.md': '# Contributing\n\nPlease do.\n',
  };
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  const pictureBytes = Object.entries(files)
    .filter(([name]) => name.endsWith('.png'))
    .reduce((sum, [, bytes]) => sum + bytes.length, 0);
  return {
    folder,
    pictureBytes,
    lessons: [
      { title: 'What data is', pictures: 2, codes: [hello], tables: 0 },
      { title: 'Assignment', pictures: 1, codes: [], tables: 0 },
      { title: 'Tables, and lists', pictures: 3, codes: [query], tables: 1 },
      { title: 'The shell 🐚', pictures: 1, codes: [shell, 'an indented block\nis code, too\n'], tables: 0 },
      { title: 'A first report', pictures: 1, codes: [], tables: 0 },
    ],
  };
}

type Colour = [red: number, green: number, blue: number];

function aPng(width: number, height: number, at: (x: number, y: number) => Colour, level: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0, place = 0; y < height; y++) {
    place += 1; // each row begins with its filter: none
    for (let x = 0; x < width; x++) for (const value of at(x, y)) rows[place++] = value;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8); // 8 bits each of red, green and blue
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

/** A sky over water. */
function shade(hue: number, x: number, y: number): Colour {
  const horizon = 0.62 + 0.02 * Math.sin(x * 9);
  const isSky = y < horizon;
  const light = isSky ? 0.92 - 0.35 * y : 0.35 + 0.2 * (1 - y) + 0.05 * Math.sin(y * 160 + x * 12);
  return rgb(isSky ? hue : hue + 180, 0.45, light);
}

/** Bars on paper. */
function bars(hue: number, x: number, y: number): Colour {
  const bar = Math.floor(x * 12);
  const isInBar = (x * 12) % 1 > 0.25 && 1 - y < 0.2 + 0.7 * Math.abs(Math.sin(bar * 1.7));
  return isInBar ? rgb(hue, 0.6, 0.3 + bar * 0.03) : [250, 249, 246];
}

function rgb(hue: number, saturation: number, light: number): Colour {
  const chroma = saturation * Math.min(light, 1 - light);
  const channel = (offset: number): number => {
    const turn = (offset + hue / 30) % 12;
    return Math.round(255 * (light - chroma * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
