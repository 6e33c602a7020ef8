import { Refusal } from '#kernel/refusal.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import type { ComparedPage } from '../../contract.ts';
import { pageTexts, type DraftContent, type PageText } from './content.ts';
import { loadDraft } from './draftReading.ts';
import { requireCourse } from './draftViews.ts';
import { contentOfVersion } from './versions.ts';

/** More than anybody looks through at once. */
const mostPages = 100;
const mostCharacters = 2_000_000;

/** What differs between two versions, or a version and the draft. */
export async function compare(
  { tx }: ViewContext,
  { cohortId, from, to }: { cohortId: string; from: number; to?: number | undefined },
): Promise<{ pages: ComparedPage[]; more: boolean }> {
  const course = await requireCourse(tx, cohortId);
  const ofVersion = async (version: number): Promise<DraftContent> => {
    const content = await contentOfVersion(tx, { courseId: course.id, key: course.key, version });
    if (!content) throw new Refusal('not_found', 'This course has no such version.');
    return content;
  };
  const before = await ofVersion(from);
  const after = to === undefined ? (await loadDraft(tx, course))?.content : await ofVersion(to);
  if (!after) throw new Refusal('not_found', 'This course has no draft.');
  return firstOf(differences(pageTexts(before), pageTexts(after)));
}

function differences(before: readonly PageText[], after: readonly PageText[]): ComparedPage[] {
  const nameOf = ({ what, key }: PageText): string => `${what}/${key}`;
  const old = new Map(before.map((page) => [nameOf(page), page]));
  const kept = new Set(after.map(nameOf));
  const changed = after.flatMap((page): ComparedPage[] => {
    const { what, key, title, text } = page;
    const was = old.get(nameOf(page))?.text ?? null;
    const change = was === null ? 'added' : 'changed';
    return was === text ? [] : [{ what, key, title, change, before: was, after: text }];
  });
  const gone = before
    .filter((page) => !kept.has(nameOf(page)))
    .map(({ what, key, title, text }): ComparedPage => ({
      what,
      key,
      title,
      change: 'removed',
      before: text,
      after: null,
    }));
  return [...changed, ...gone];
}

function firstOf(pages: readonly ComparedPage[]): { pages: ComparedPage[]; more: boolean } {
  let characters = 0;
  const first = pages.slice(0, mostPages).filter(({ before, after }) => {
    characters += (before?.length ?? 0) + (after?.length ?? 0);
    return characters <= mostCharacters;
  });
  return { pages: first, more: first.length < pages.length };
}
