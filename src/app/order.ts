import type { Settings } from '#platform/server/config.ts';
import type { Ground } from './ground.ts';

/** What a command of `npm run stoa` is given: its words, its options, and a database once it asks. */
export interface Order {
  words: readonly string[];
  option(name: string): string | undefined;
  /** @throws Fault when it was not given */
  required(name: string): string;
  has(name: string): boolean;
  settings: Settings;
  /** Opens the database at the first call; it is closed when the command ends. */
  ground(): Promise<Ground>;
}
