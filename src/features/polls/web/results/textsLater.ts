import { part } from '#platform/web/ui/part.ts';

export const loadTexts = () => import('./Texts.tsx');
/** Few polls ask for texts: how they are shown comes when one is. */
export const TextsLater = part(loadTexts, 'Texts', { words: 'own' });
