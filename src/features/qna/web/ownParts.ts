import { part } from '#platform/web/ui/part.ts';

// Of those who have asked something alone: their code comes with their first question.
const loadActions = () => import('./OwnActions.tsx');
const loadList = () => import('./OwnList.tsx');
export const OwnActions = part(loadActions, 'OwnActions', { words: 'own' });
export const OwnList = part(loadList, 'OwnList', { words: 'own' });
/** For whoever is about to ask. */
export const loadForAsking = [loadActions, loadList];
