import { describe, expect, test } from 'vitest';
import { Refusal } from '#kernel/refusal.ts';
import { FileCheck, type CheckedFile } from './fileCheck.ts';

/** What becomes of a file that comes in pieces of a few bytes. */
async function checked(name: string, bytes: Uint8Array, pieceBytes = 7): Promise<CheckedFile | string> {
  async function* body(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.byteLength; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  try {
    const check = new FileCheck(name);
    const watched = check.watch(body());
    while (!(await watched.next()).done);
    return check.finish();
  } catch (cause) {
    if (cause instanceof Refusal) return cause.code;
    throw cause;
  }
}

function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(33);
  head.write('\x89PNG\r\n\x1a\n', 0, 'latin1');
  head.writeUInt32BE(13, 8);
  head.write('IHDR', 12, 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  head.set([8, 6, 0, 0, 0], 24);
  return Buffer.concat([head, Buffer.alloc(200, 1)]);
}

function gif(width: number, height: number, after = ''): Buffer {
  const head = Buffer.from('GIF89a\0\0\0\0', 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  return Buffer.concat([head, Buffer.from(after.padEnd(100, ' '))]);
}

const svg = (inside: string, more = ''): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"${more}>${inside}</svg>`);

describe('LE25 a file is what its bytes say', () => {
  test.each([
    ['dot.png', png(3, 2), { type: 'image/png', width: 3, height: 2 }],
    ['DOT.PNG', png(3, 2), { type: 'image/png', width: 3, height: 2 }],
    ['dot.gif', gif(5, 6), { type: 'image/gif', width: 5, height: 6 }],
    ['hive.svg', svg('<path d="M0 0"/>'), { type: 'image/svg+xml', width: 10, height: 20 }],
    ['sheet.pdf', Buffer.from('%PDF-1.7\n…'), { type: 'application/pdf', width: null, height: null }],
    ['words.txt', Buffer.from('häh'), { type: 'text/plain', width: null, height: null }],
    [
      'film.mp4',
      Buffer.from('\0\0\0\x18ftypisom\0\0\0\0', 'latin1'),
      { type: 'video/mp4', width: null, height: null },
    ],
    [
      'film.webm',
      Buffer.from('\x1aE\xdf\xa3aaaaaaaaaaaa', 'latin1'),
      { type: 'video/webm', width: null, height: null },
    ],
    [
      'talk.mp3',
      Buffer.from('ID3\x04aaaaaaaaaaaa', 'latin1'),
      { type: 'audio/mpeg', width: null, height: null },
    ],
    [
      'talk.mp3',
      Buffer.from('\xff\xfb\x90aaaaaaaaaaaaa', 'latin1'),
      { type: 'audio/mpeg', width: null, height: null },
    ],
    ['intro.en.vtt', Buffer.from('WEBVTT\n\n'), { type: 'text/vtt', width: null, height: null }],
    [
      'page.html',
      Buffer.from('<script>alert(1)</script>'),
      { type: 'text/plain', width: null, height: null },
    ],
  ])('%s is taken', async (name, bytes, expected) => {
    expect(await checked(name, bytes)).toEqual(expected);
    expect(await checked(name, bytes, 1_000_000)).toEqual(expected);
  });

  test.each([
    ['HTML called a picture', 'page.png', Buffer.from('<html><script>alert(1)</script>')],
    ['HTML called a film', 'page.mp4', Buffer.from('<html>')],
    ['a drawing called a picture', 'hive.png', svg('')],
    ['a picture called a drawing', 'dot.svg', png(1, 1)],
    ['a picture called a text', 'dot.txt', png(1, 1)],
    ['an archive called a picture', 'all.jpg', Buffer.from('PK\u0003\u0004aaaaaaaaaaaaaaa')],
    ['a program', 'tool.exe', Buffer.from('MZaaaaaaaaaaaaaaaaaaa')],
    ['a program called a text', 'tool.txt', Buffer.from('MZ\0\0aaaaaaaaaaaaaaaaaaa')],
    ['no ending', 'README', Buffer.from('words')],
    ['a path', '../x.txt', Buffer.from('words')],
    ['a hidden name', '.x.txt', Buffer.from('words')],
    [
      'a text that is none at its end',
      'words.txt',
      Buffer.concat([Buffer.from('a'.repeat(3_000)), Buffer.from([0xc3])]),
    ],
    ['a picture without a size', 'dot.png', png(0, 5)],
    ['half a picture’s head', 'dot.png', png(1, 1).subarray(0, 18)],
    ['a drawing with script', 'a.svg', svg('<script>alert(1)</script>')],
    [
      'a drawing with script in another namespace',
      'a.svg',
      svg('<x:script xmlns:x="http://www.w3.org/2000/svg"/>'),
    ],
    ['a drawing that listens', 'a.svg', svg('<path onclick="alert(1)"/>')],
    ['a drawing that loads', 'a.svg', svg('', ' onload=alert(1)')],
    ['a drawing with a script address', 'a.svg', svg('<a xlink:href="java\nscript:alert(1)"/>')],
    ['a drawing with a page in it', 'a.svg', svg('<foreignObject><body/></foreignObject>')],
    [
      'a drawing that animates an address',
      'a.svg',
      svg('<animate attributeName="href" values="javascript:alert(1)"/>'),
    ],
    ['a drawing with entities', 'a.svg', Buffer.from('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')],
    [
      'a drawing that declares attributes',
      'a.svg',
      Buffer.from('<!DOCTYPE svg SYSTEM "a<b" [<!ATTLIST svg onload CDATA "alert(1)">]><svg/>'),
    ],
    ['a page called a drawing', 'a.svg', Buffer.from('<html><svg></svg><script>alert(1)</script></html>')],
  ])('%s is refused', async (_what, name, bytes) => {
    expect(await checked(name, bytes)).toBe('unsupported_type');
  });

  test.each([
    ['50,000 × 50,000 points', 'large.png', png(50_000, 50_000)],
    ['very wide', 'wide.png', png(4_000_000_000, 1)],
    ['many points', 'many.gif', gif(9_000, 9_000)],
    [
      'a drawing of many points',
      'many.svg',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="90000" height="90000"/>'),
    ],
  ])('a picture of %s is refused from its head alone', async (_what, name, bytes) => {
    expect(await checked(name, bytes)).toBe('too_large');
  });

  test('an empty file is refused', async () => {
    expect(await checked('words.txt', new Uint8Array())).toBe('invalid');
  });

  test('a picture that is also a program is taken as the picture, which is all it is served as', async () => {
    expect(await checked('both.gif', gif(0x2a2f, 0x0001, '*/=1;alert(1)//'))).toMatchObject({
      type: 'image/gif',
    });
  });
});
