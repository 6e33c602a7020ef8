/** How something goes that somebody asked for. */
export type Acting = { state: 'ready' } | { state: 'doing' } | { state: 'failed'; sentence: string };

export const ready: Acting = { state: 'ready' };
