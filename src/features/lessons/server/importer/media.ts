import type { LessonKind, LessonMedia, MediaFile } from '../../contract.ts';
import type { ParsedFile } from './course.ts';
import { embedAddress } from './embeds.ts';
import type { Findings } from './findings.ts';
import type { Field } from './frontMatter.ts';
import type { PlannedMedia, PlannedText } from './plan.ts';
import { encodeName } from './references.ts';
import { readVtt, type Cue } from './vtt.ts';

export const mediaKeys = [
  'video',
  'audio',
  'pdf',
  'embed',
  'poster',
  'captions',
  'chapters',
  'transcript',
] as const;

/** Which of the others each kind may have beside it. */
const besides: Record<PlannedMedia['kind'], readonly string[]> = {
  video: ['poster', 'captions', 'chapters', 'transcript'],
  audio: ['captions', 'chapters', 'transcript'],
  pdf: [],
  embed: ['transcript'],
};

const mainTypes: Record<Exclude<PlannedMedia['kind'], 'embed'>, readonly string[]> = {
  video: ['video/mp4', 'video/webm'],
  audio: ['audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/wav'],
  pdf: ['application/pdf'],
};

/** What kind a lesson is: the one whose file its front matter names. `kind` may say the same in a word. */
export function readMedia(
  path: string,
  fields: ReadonlyMap<string, Field>,
  findings: Findings,
): { kind: LessonKind; media: PlannedMedia | undefined } {
  const kinds = ['video', 'audio', 'pdf', 'embed'] as const;
  const named = kinds.filter((kind) => fields.has(kind));
  const said = fields.get('kind');
  const known: readonly string[] = ['text', ...kinds];
  if (said && !known.includes(said.value)) {
    const message = `\`kind\` is ${known.map((one) => `\`${one}\``).join(', ')}, not ${JSON.stringify(said.value.slice(0, 60))}.`;
    findings.fault(path, said.line, 'bad-kind', message);
  } else if (said && said.value !== (named[0] ?? 'text')) {
    const message =
      said.value === 'text'
        ? `A lesson with \`${named[0]}\` is not of the kind \`text\`; leave \`kind\` out.`
        : `A lesson of the kind \`${said.value}\` names what it shows: \`${said.value}: …\`.`;
    findings.fault(path, said.line, 'bad-kind', message);
  }
  if (named.length > 1) {
    const line = fields.get(named[1]!)!.line;
    findings.fault(
      path,
      line,
      'bad-media',
      `A lesson shows one thing above its text: \`${named[0]}\` or \`${named[1]}\`.`,
    );
  }
  const kind = named[0];
  for (const key of mediaKeys.slice(4)) {
    const field = fields.get(key);
    if (field && !(kind && besides[kind].includes(key)))
      findings.fault(
        path,
        field.line,
        'bad-media',
        `\`${key}\` belongs to ${kind ? `no \`${kind}\`` : 'a `video` or `audio`'}.`,
      );
  }
  if (!kind) return { kind: 'text', media: undefined };
  const beside = (key: string): Field | undefined =>
    besides[kind].includes(key) ? fields.get(key) : undefined;
  return {
    kind,
    media: {
      kind,
      main: fields.get(kind)!,
      poster: beside('poster'),
      captions: listOf(beside('captions')),
      chapters: beside('chapters'),
      transcript: beside('transcript'),
    },
  };
}

/** `a, b`: each by itself, on the line where it stands. */
export function listOf(field: Field | undefined): Field[] {
  if (!field) return [];
  const values = field.value.split(',').map((value) => value.trim());
  return values.filter((value) => value !== '').map((value) => ({ ...field, value }));
}

export interface MediaTools {
  /** The page that the media stand on. */
  path: string;
  findings: Findings;
  embedHosts: readonly string[];
  /** A file by its path as written; findings know why where there is none. */
  take(field: Field, isPicture: boolean): Promise<ParsedFile | undefined>;
  /** A small file's text; findings know why where there is none. */
  read(field: Field): Promise<{ path: string; text: string } | undefined>;
  transcript(field: Field): Promise<PlannedText | undefined>;
  write(text: PlannedText): Promise<string>;
}

/** Follows what is planned to the files themselves. @returns undefined where a fault leaves nothing to show */
export async function finishMedia(
  planned: PlannedMedia,
  tools: MediaTools,
): Promise<LessonMedia | undefined> {
  const { kind, main } = planned;
  const transcriptText = planned.transcript && (await tools.transcript(planned.transcript));
  const transcript = transcriptText ? await tools.write(transcriptText) : '';
  if (kind === 'embed') {
    const frame = embedAddress(main.value, tools.embedHosts);
    if (frame) return { kind, ...frame, transcript };
    tools.findings.fault(tools.path, main.line, 'embed-host', embedFault(tools.embedHosts));
    return undefined;
  }

  const taken = await tools.take(main, false);
  const file = taken && mediaFileOf(taken);
  if (file && !mainTypes[kind].includes(file.type)) {
    const message = `${JSON.stringify(file.name)} cannot be played everywhere; \`${kind}\` is ${mainTypes[kind].join(', ')}.`;
    tools.findings.fault(tools.path, main.line, 'bad-media', message);
  }
  if (kind === 'pdf') return file && { kind, file };

  const captions: { language: string; file: MediaFile }[] = [];
  for (const field of planned.captions) {
    const caption = await finishCaption(field, tools);
    if (caption && captions.some(({ language }) => language === caption.language)) {
      const message = `There are captions in \`${caption.language}\` already.`;
      tools.findings.fault(tools.path, field.line, 'bad-captions', message);
    } else if (caption) captions.push(caption);
  }
  if (captions.length === 0 && transcript.trim() === '') {
    const message = `The ${kind} has neither captions nor a transcript for those who cannot hear it.`;
    tools.findings.note(tools.path, main.line, 'media-uncaptioned', message);
  }
  const chapters = planned.chapters ? await finishChapters(planned.chapters, tools) : [];
  const poster = planned.poster && (await tools.take(planned.poster, true));
  if (!file) return undefined;
  return kind === 'video'
    ? { kind, file, poster: poster ? mediaFileOf(poster) : null, captions, chapters, transcript }
    : { kind, file, captions, chapters, transcript };
}

async function finishCaption(
  field: Field,
  tools: MediaTools,
): Promise<{ language: string; file: MediaFile } | undefined> {
  const file = await tools.take(field, false);
  if (!file) return undefined;
  const code = /\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\.vtt$/.exec(file.name)?.[1];
  if (code === undefined || !isLanguage(code)) {
    const message = 'Captions are WebVTT files that name their language: `intro.en.vtt`, `intro.pt-BR.vtt`.';
    tools.findings.fault(tools.path, field.line, 'bad-captions', message);
    return undefined;
  }
  await readCues(field, 'bad-captions', tools);
  return { language: code, file: mediaFileOf(file) };
}

async function finishChapters(
  field: Field,
  tools: MediaTools,
): Promise<{ atSeconds: number; title: string }[]> {
  const cues = await readCues(field, 'bad-chapters', tools);
  return (cues ?? [])
    .slice(0, 200)
    .map(({ startSeconds, text }) => ({ atSeconds: startSeconds, title: text.slice(0, 200) }))
    .sort((a, b) => a.atSeconds - b.atSeconds);
}

async function readCues(
  field: Field,
  code: 'bad-captions' | 'bad-chapters',
  tools: MediaTools,
): Promise<Cue[] | undefined> {
  const file = await tools.read(field);
  if (!file) return undefined;
  const cues = readVtt(file.text);
  if (Array.isArray(cues)) return cues;
  tools.findings.fault(file.path, cues.line, code, cues.message);
  return undefined;
}

export function embedFault(hosts: readonly string[]): string {
  return hosts.length === 0
    ? 'This Stoa shows no pages of other hosts in frames.'
    : `A frame shows an https address of ${hosts.join(', ')}.`;
}

function mediaFileOf({ hash, name, type, sizeBytes }: ParsedFile): MediaFile {
  return { address: `material:${hash}/${encodeName(name)}`, name, type, sizeBytes };
}

function isLanguage(code: string): boolean {
  try {
    return Intl.getCanonicalLocales(code).length === 1;
  } catch {
    // What it throws says only that this is no language code, which is the question.
    return false;
  }
}
