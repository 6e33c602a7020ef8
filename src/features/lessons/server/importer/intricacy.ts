const maxNesting = 32;
const maxMarksPerBlock = 5_000;

/**
 * Some Markdown costs the parser time that grows with the square of its length (measured: 60 KB of `+ - + -`
 * two minutes, 60 KB of `*a_ ` fifteen seconds), here and again in every reader's browser. No lesson written
 * by a person comes near these bounds.
 *
 * @returns the 1-based line where the text goes beyond them, or undefined
 */
export function intricateLine(text: string): number | undefined {
  let line = 0;
  let marks = 0;
  for (const content of text.split('\n')) {
    line += 1;
    if (nesting(content) > maxNesting) return line;
    marks = content.trim() === '' ? 0 : marks + countMarks(content);
    if (marks > maxMarksPerBlock) return line;
  }
  return undefined;
}

/** How many quote and list marks the line opens with. */
function nesting(line: string): number {
  let depth = 0;
  const first = line.trimStart()[0];
  // A rule such as `- - - -` holds nothing but its own mark.
  if (
    first !== undefined &&
    '-*_'.includes(first) &&
    [...line].every((c) => c === first || c === ' ' || c === '\t')
  )
    return 0;
  for (let at = 0; at < line.length; at += 1) {
    const c = line[at] as string;
    if (c === ' ' || c === '\t') continue;
    if (c === '>') depth += 1;
    else if ('-+*'.includes(c) && isBlank(line[at + 1])) depth += 1;
    else if (c >= '0' && c <= '9') {
      while (isDigit(line[at + 1])) at += 1;
      if (line[at + 1] !== '.' && line[at + 1] !== ')') return depth;
      at += 1;
      depth += 1;
    } else return depth;
  }
  return depth;
}

function countMarks(line: string): number {
  let marks = 0;
  for (let at = 0; at < line.length; at += 1) {
    const c = line[at];
    if (c === '*' || c === '_' || (c === '[' && line[at + 1] === '^')) marks += 1;
  }
  return marks;
}

function isBlank(c: string | undefined): boolean {
  return c === undefined || c === ' ' || c === '\t';
}

function isDigit(c: string | undefined): boolean {
  return c !== undefined && c >= '0' && c <= '9';
}
