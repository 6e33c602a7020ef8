/** One encoded picture of a film. */
export interface Frame {
  atMs: number;
  isKey: boolean;
  bytes: Uint8Array;
}

interface Film {
  width: number;
  height: number;
  durationMs: number;
  frames: readonly Frame[];
}

/**
 * A WebM file of VP9 pictures, with its length and with an index, so that it can be played from anywhere.
 * Ids and order are those of the Matroska specification (RFC 9559).
 */
export function webm({ width, height, durationMs, frames }: Film): Buffer {
  const header = element(
    0x1a45dfa3,
    uint(0x4286, 1),
    uint(0x42f7, 1),
    uint(0x42f2, 4),
    uint(0x42f3, 8),
    text(0x4282, 'webm'),
    uint(0x4287, 4),
    uint(0x4285, 2),
  );
  // Times are in milliseconds: a million nanoseconds.
  const info = element(
    0x1549a966,
    uint(0x2ad7b1, 1_000_000),
    float(0x4489, durationMs),
    text(0x4d80, 'stoa'),
    text(0x5741, 'stoa'),
  );
  const tracks = element(
    0x1654ae6b,
    element(
      0xae,
      uint(0xd7, 1),
      uint(0x73c5, 1),
      uint(0x83, 1),
      uint(0x9c, 0),
      text(0x86, 'V_VP9'),
      element(0xe0, uint(0xb0, width), uint(0xba, height)),
    ),
  );
  const clusters = clustersOf(frames);
  // The index stands before what it points to, so its own size must be known first: places have a fixed width.
  const indexAt = (starts: readonly number[]): Buffer =>
    element(
      0x1c53bb6b,
      ...clusters.map(({ atMs }, place) =>
        element(0xbb, uint(0xb3, atMs), element(0xb7, uint(0xf7, 1), fixed(0xf1, starts[place]!))),
      ),
    );
  const before = info.byteLength + tracks.byteLength + indexAt(clusters.map(() => 0)).byteLength;
  const starts: number[] = [];
  let at = before;
  for (const { bytes } of clusters) {
    starts.push(at);
    at += bytes.byteLength;
  }
  const segment = element(0x18538067, info, tracks, indexAt(starts), ...clusters.map(({ bytes }) => bytes));
  return Buffer.concat([header, segment]);
}

/** A cluster begins with each picture that needs no other one. */
function clustersOf(frames: readonly Frame[]): { atMs: number; bytes: Buffer }[] {
  const groups: Frame[][] = [];
  for (const frame of frames) {
    if (frame.isKey) groups.push([frame]);
    else groups.at(-1)!.push(frame);
  }
  return groups.map((group) => {
    const { atMs } = group[0]!;
    const blocks = group.map((frame) => {
      const head = Buffer.alloc(4);
      head.writeUInt8(0x81, 0);
      head.writeInt16BE(frame.atMs - atMs, 1);
      head.writeUInt8(frame.isKey ? 0x80 : 0, 3);
      return element(0xa3, head, Buffer.from(frame.bytes));
    });
    return { atMs, bytes: element(0x1f43b675, uint(0xe7, atMs), ...blocks) };
  });
}

function element(id: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(content.byteLength));
  // An eight byte size, marked as such.
  size.writeUInt8(0x01, 0);
  return Buffer.concat([idOf(id), size, content]);
}

function idOf(id: number): Buffer {
  const hex = id.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}

function uint(id: number, value: number): Buffer {
  const hex = value.toString(16);
  return element(id, Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
}

function fixed(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return element(id, bytes);
}

function float(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return element(id, bytes);
}

function text(id: number, value: string): Buffer {
  return element(id, Buffer.from(value, 'utf8'));
}
