import type { ParsedSection } from './course.ts';
import type { PlannedText } from './plan.ts';

/** The words of a text, heading by heading; what stands in blocks of other rooms is not among them. */
export function sectionsOf(
  { page, lifted }: PlannedText,
  part: ParsedSection['part'],
  fences: readonly string[],
): ParsedSection[] {
  const slug = slugger();
  const sections: { anchor: string | null; words: string[] }[] = [{ anchor: null, words: [] }];
  let isTitle = lifted !== undefined;
  for (const { kind, text, fence } of page.plain) {
    if (kind === 'heading' && isTitle) isTitle = false;
    else if (kind === 'heading')
      sections.push({ anchor: part === 'lesson' ? slug(text) : null, words: [text] });
    else if (fence === undefined || !fences.includes(fence)) sections.at(-1)!.words.push(text);
  }
  return sections
    .map(({ anchor, words }) => ({ part, anchor, text: words.join('\n') }))
    .filter(({ text }) => text !== '');
}

/** Anchors as the page of a lesson makes them. */
export function slugger(): (heading: string) => string {
  const seen = new Map<string, number>();
  return (heading) => {
    const slug = heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  };
}
