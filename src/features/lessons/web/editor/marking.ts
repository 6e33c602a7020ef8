/** A text with what is selected in it. */
export interface Selected {
  text: string;
  from: number;
  to: number;
}

/** What is to be put in the place of a part of the text, and what is selected then. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
  select: [from: number, to: number];
}

/** Puts marks around what is selected, or takes them away; `sample` stands where nothing is selected. */
export function surround({ text, from, to }: Selected, mark: string, sample: string): Edit {
  const inside = text.slice(from, to);
  const isMarked = text.slice(from - mark.length, from) === mark && text.slice(to, to + mark.length) === mark;
  if (isMarked) {
    return {
      from: from - mark.length,
      to: to + mark.length,
      insert: inside,
      select: [from - mark.length, to - mark.length],
    };
  }
  const words = inside || sample;
  const start = from + mark.length;
  return { from, to, insert: mark + words + mark, select: [start, start + words.length] };
}

/** Begins every selected line with a mark, or takes it away where all have it; `1. ` counts. */
export function beginLines({ text, from, to }: Selected, mark: string): Edit {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', to);
  const end = next < 0 ? text.length : next;
  const lines = text.slice(start, end).split('\n');
  const isNumbered = mark === '1. ';
  const shape = isNumbered ? /^\d+\. / : null;
  const has = (line: string): boolean => (shape ? shape.test(line) : line.startsWith(mark));
  const all = lines.every((line) => line === '' || has(line)) && lines.some((line) => line !== '');
  const marked = lines.map((line, place) => {
    if (all) return shape ? line.replace(shape, '') : line.slice(has(line) ? mark.length : 0);
    // Another depth of heading takes the place of the one before.
    const bare = mark.startsWith('#') ? line.replace(/^#{1,6} /, '') : line;
    return (isNumbered ? `${place + 1}. ` : mark) + bare;
  });
  const insert = marked.join('\n');
  return { from: start, to: end, insert, select: [start, start + insert.length] };
}

/** Puts a block on lines of its own behind what is selected. */
export function putBlock({ text, to }: Selected, block: string): Edit {
  const before = text.slice(0, to);
  const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const after = text.slice(to);
  const tail = after === '' || after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
  const insert = gap + block + tail;
  const place = to + gap.length + block.length;
  return { from: to, to, insert, select: [place, place] };
}

/** A link around what is selected. */
export function putLink({ text, from, to }: Selected, address: string, words: string): Edit {
  const label = text.slice(from, to) || words;
  const insert = `[${label.replaceAll(/([[\]\\])/g, '\\$1')}](${address})`;
  return { from, to, insert, select: [from + insert.length, from + insert.length] };
}

/** A picture with a place for its description, or a link to any other file. */
function fileMarkdown({ name, type, address }: { name: string; type: string; address: string }): string {
  const words = name
    .replace(/\.[^.]+$/, '')
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/([[\]\\])/g, '\\$1');
  return `${type.startsWith('image/') ? '!' : ''}[${words}](${address})`;
}

/** A picture on lines of its own, any other file where one writes. */
export function putFile(selected: Selected, file: { name: string; type: string; address: string }): Edit {
  const words = fileMarkdown(file);
  if (file.type.startsWith('image/')) return putBlock(selected, words);
  const { to } = selected;
  return { from: to, to, insert: words, select: [to + words.length, to + words.length] };
}

/** Where a line stands in the text; lines count from 1. */
export function lineRange(text: string, line: number): [from: number, to: number] {
  let from = 0;
  for (let count = 1; count < line; count += 1) {
    const next = text.indexOf('\n', from);
    if (next < 0) break;
    from = next + 1;
  }
  const end = text.indexOf('\n', from);
  return [from, end < 0 ? text.length : end];
}
