import { extensionOf } from './paths.ts';

const types: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mov: 'video/quicktime',
  vtt: 'text/vtt',
  srt: 'text/plain',
  pdf: 'application/pdf',
  zip: 'application/zip',
  json: 'application/json',
  epub: 'application/epub+zip',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  md: 'text/markdown',
  markdown: 'text/markdown',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  ipynb: 'application/json',
  parquet: 'application/octet-stream',
  drawio: 'text/plain',
  excalidraw: 'application/json',
};

// Program text is shown as text whatever it is: a page of HTML must not run on the academy's address.
const programText =
  'txt text log rst tex bib html htm css scss less js mjs cjs jsx ts tsx vue svelte py r rmd rb java kt scala go rs c ' +
  'h cpp hpp cc cs fs swift php pl lua sh bash zsh ps1 bat sql graphql proto xml xsd yaml yml toml ini cfg conf ' +
  'diff patch tf gradle dart ex exs erl hs clj jl m puml mmd';
for (const extension of programText.split(' ')) types[extension] = 'text/plain';

/** @returns the media type under which the file may be served, or undefined when it may not be part of a course */
export function typeOf(name: string): string | undefined {
  const extension = extensionOf(name);
  return Object.hasOwn(types, extension) ? types[extension] : undefined;
}
