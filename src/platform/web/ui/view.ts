/** Why something could not be shown, in words for the person who asked. */
export interface Failure {
  sentence: string;
  /** Quote this when asking for help. */
  requestId?: string | undefined;
}

/** What a screen is given: not there yet, failed, or there. Whether it is empty, the screen sees itself. */
export type View<Data> =
  | { state: 'loading' }
  | { state: 'failed'; failure: Failure; retry: () => void }
  | { state: 'full'; data: Data };

export const loading: View<never> = { state: 'loading' };

export function full<Data>(data: Data): View<Data> {
  return { state: 'full', data };
}
