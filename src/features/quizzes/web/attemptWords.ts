import type { Formats } from '#platform/web/i18n/formats.ts';
import type { DeskItem, DeskView } from './answerDesk.ts';
import type { Say } from './useQuizWords.ts';

/** How far an answer has come, in words. */
export function savingWords({ saving }: DeskItem, t: Say, formats: Formats): string {
  switch (saving.state) {
    case 'none':
      return t('saving.none');
    case 'saving':
      return t('saving.saving');
    case 'kept':
      return t('saving.kept');
    case 'saved':
      return t('saving.saved', { when: formats.clock(saving.at) });
    case 'late':
      return t('saving.late', { when: formats.clock(saving.at) });
    case 'refused':
      return t('saving.refused', { reason: saving.sentence });
  }
}

/** How all answers of an attempt stand, in one sentence; null before the first. */
export function allSavedWords({ items, unsent, refused }: DeskView, t: Say, formats: Formats): string | null {
  const all = [...items.values()].map(({ saving }) => saving);
  if (refused > 0) return t('saving.allRefused', { count: refused });
  if (all.some(({ state }) => state === 'kept')) return t('saving.allKept', { count: unsent });
  if (unsent > 0) return t('saving.saving');
  const moments = all.flatMap((saving) => ('at' in saving ? [saving.at] : []));
  if (moments.length === 0) return null;
  return t('saving.allSaved', { when: formats.clock(moments.reduce((a, b) => (a > b ? a : b))) });
}

/** The first item without an answer, to begin or go on with. */
export function goOnAtItem(items: DeskView['items']): number {
  const open = [...items.values()].findIndex(({ answer }) => answer === null);
  return Math.max(0, open);
}

export function answeredCount({ items }: DeskView): number {
  return [...items.values()].filter(({ answer }) => answer !== null).length;
}
