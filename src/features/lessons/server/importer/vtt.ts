/** One cue of a WebVTT file. */
export interface Cue {
  startSeconds: number;
  text: string;
  line: number;
}

const time = /^(?:(\d{1,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/;

/** @returns the cues, or what is wrong and where */
export function readVtt(text: string): Cue[] | { line: number; message: string } {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? ''))
    return { line: 1, message: 'A WebVTT file begins with a line `WEBVTT`.' };
  const cues: Cue[] = [];
  for (let at = 1; at < lines.length; at += 1) {
    const arrow = (lines[at] ?? '').indexOf('-->');
    if (arrow < 0) continue;
    const timing = lines[at] ?? '';
    const start = secondsOf(timing.slice(0, arrow).trim());
    const end = secondsOf(
      timing
        .slice(arrow + 3)
        .trim()
        .split(/[ \t]/)[0] ?? '',
    );
    if (start === undefined || end === undefined || end < start)
      return { line: at + 1, message: 'A cue is timed like `00:01.000 --> 00:04.000`.' };
    const words: string[] = [];
    while (at + 1 < lines.length && (lines[at + 1] ?? '').trim() !== '') words.push(lines[(at += 1)] ?? '');
    cues.push({ startSeconds: start, text: words.join(' ').trim(), line: at + 1 });
  }
  return cues.length > 0 ? cues : { line: 1, message: 'The file holds no cue.' };
}

export function writeVtt(cues: readonly { atSeconds: number; title: string }[]): string {
  const lines = cues.map(({ atSeconds, title }) => {
    const words = title.replace(/\s+/g, ' ').replaceAll('-->', '→');
    return `${timeOf(atSeconds)} --> ${timeOf(atSeconds)}\n${words}\n`;
  });
  return ['WEBVTT\n', ...lines].join('\n');
}

function timeOf(seconds: number): string {
  const ms = Math.round(seconds * 1_000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const rest = String(ms % 1_000).padStart(3, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1_000) % 60)}.${rest}`;
}

function secondsOf(written: string): number | undefined {
  const match = time.exec(written);
  if (!match) return undefined;
  const [, hours = '0', minutes, seconds, thousandths] = match;
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds) + Number(thousandths) / 1_000;
}
