/** The requests of one simulated student. */
export interface Requests {
  /** @throws Error when the answer is no data */
  read<Data>(address: string): Promise<Data>;
  /**
   * Does something that others may have made impossible since it was looked at: a session has ended, a poll is closed.
   *
   * @returns whether it was done
   * @throws Error for every refusal that tells of a fault here
   */
  attempt(method: string, address: string, body?: object): Promise<boolean>;
}

/** What one simulated student does anything with. */
export interface StudentParts {
  requests: Requests;
  cohortId: string;
  random: () => number;
  signal: AbortSignal;
  /** Whether the class is to rest: who is in stays in, what came stays for later, and nothing is done. */
  isPaused?: () => boolean;
}
