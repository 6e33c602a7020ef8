/** What the first bytes of a file say that it is. */
export type Family =
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'avif'
  | 'bmp'
  | 'ico'
  | 'mp4'
  | 'webm'
  | 'mp3'
  | 'ogg'
  | 'wav'
  | 'pdf'
  | 'zip'
  | 'parquet'
  | 'text'
  | 'unknown';

const expected: Readonly<Record<string, readonly Family[]>> = {
  'image/png': ['png'],
  'image/jpeg': ['jpeg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
  'image/bmp': ['bmp'],
  'image/x-icon': ['ico'],
  'image/svg+xml': ['text'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['mp4'],
  'audio/ogg': ['ogg'],
  'audio/wav': ['wav'],
  'video/mp4': ['mp4'],
  'video/quicktime': ['mp4'],
  'video/webm': ['webm'],
  'application/pdf': ['pdf'],
  'application/zip': ['zip'],
  'application/epub+zip': ['zip'],
  'application/json': ['text'],
  'application/octet-stream': ['parquet'],
};

/** The families that a file of this media type can be of. */
export function familiesOf(type: string): readonly Family[] {
  if (type.startsWith('text/')) return ['text'];
  if (/^application\/vnd\.(?:openxmlformats|oasis)/.test(type)) return ['zip'];
  return expected[type] ?? [];
}

/** @param head the first bytes, sixteen or more where the file has as many */
export function familyOf(head: Uint8Array): Family {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const at = (offset: number, ...marks: (string | readonly number[])[]): boolean =>
    marks.some((mark) =>
      bytes.subarray(offset, offset + mark.length).equals(Buffer.from(mark as string, 'latin1')),
    );
  if (at(0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (at(0, [0xff, 0xd8, 0xff])) return 'jpeg';
  if (at(0, 'GIF87a', 'GIF89a')) return 'gif';
  if (at(0, 'RIFF')) return at(8, 'WEBP') ? 'webp' : at(8, 'WAVE') ? 'wav' : 'unknown';
  if (at(4, 'ftyp'))
    return at(8, 'avif', 'avis') ? 'avif' : at(8, 'heic', 'heix', 'mif1', 'msf1') ? 'unknown' : 'mp4';
  if (at(0, [0x1a, 0x45, 0xdf, 0xa3])) return 'webm';
  if (at(0, 'ID3') || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)) return 'mp3';
  if (at(0, 'OggS')) return 'ogg';
  if (at(0, '%PDF-')) return 'pdf';
  if (at(0, 'PK\u0003\u0004')) return 'zip';
  if (at(0, 'PAR1')) return 'parquet';
  if (at(0, 'BM') && bytes.subarray(0, 64).includes(0)) return 'bmp';
  if (at(0, [0, 0, 1, 0])) return 'ico';
  return bytes.includes(0) ? 'unknown' : 'text';
}
