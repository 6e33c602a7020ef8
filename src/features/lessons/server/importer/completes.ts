import type { CompletionRule } from '#features/cohorts/contract.ts';
import type { Findings } from './findings.ts';
import type { Field } from './frontMatter.ts';

/** How rules are written: `button`, `dwell 5 min`, `video 80%`, `quiz`. */
const shape = /^(?:(button|quiz)|(dwell) ([0-9]{1,3})(?: ?min)?|(video|audio) ([0-9]{1,3}) ?%?)$/;

export function readCompletes(path: string, field: Field | undefined, findings: Findings): CompletionRule {
  if (!field) return { by: 'button' };
  const [whole, word, dwell, minutes, played, percent] = shape.exec(field.value.toLowerCase()) ?? [];
  if (word === 'button' || word === 'quiz') return { by: word };
  if (dwell && inside(Number(minutes), 600)) return { by: 'dwell', minutes: Number(minutes) };
  if (played && inside(Number(percent), 100)) return { by: 'video', percent: Number(percent) };
  const message =
    whole === undefined
      ? '`completes` is `button`, `dwell 5 min`, `video 80%` or `quiz`.'
      : '`completes` goes from 1 to 600 minutes, or from 1 to 100 percent.';
  findings.fault(path, field.line, 'bad-completes', message);
  return { by: 'button' };
}

/** As `readCompletes` reads it. */
export function writeCompletes(rule: CompletionRule): string {
  switch (rule.by) {
    case 'dwell':
      return `dwell ${rule.minutes} min`;
    case 'video':
      return `video ${rule.percent}%`;
    case 'button':
    case 'quiz':
      return rule.by;
  }
}

function inside(number: number, most: number): boolean {
  return number >= 1 && number <= most;
}
