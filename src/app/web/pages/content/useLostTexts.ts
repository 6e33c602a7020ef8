import type { ViewData } from '#kernel/contract.ts';
import type { lessons } from '#features/lessons/contract.ts';
import type { LostText } from '#features/lessons/web/editor/LostTexts.tsx';
import { usePending } from '#platform/web/query/useLiveView.ts';

/** What was written on pages that no draft of the cohort has any more. */
export function useLostTexts(
  cohortId: string,
  content: ViewData<typeof lessons, 'lessons:draft'> | undefined,
): { texts: LostText[]; drop: (commandId: string) => void } {
  const { pending, discard } = usePending();
  if (!content) return { texts: [], drop: discard };
  const modules = content.draft?.modules ?? [];
  const pages = new Set(
    modules.flatMap(({ pageId, lessons }) => [pageId, ...lessons.map((one) => one.pageId)]),
  );
  const texts = pending.flatMap(({ commandId, name, input, state }) => {
    if (state !== 'failed' || input['cohortId'] !== cohortId) return [];
    if (name !== 'lessons:save-lesson' && name !== 'lessons:save-module') return [];
    if (pages.has(String(input['pageId']))) return [];
    return [{ commandId, title: String(input['title']), markdown: String(input['markdown']) }];
  });
  return { texts, drop: discard };
}
