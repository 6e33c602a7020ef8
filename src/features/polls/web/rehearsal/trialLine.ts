import type { TabChannel } from '#platform/web/realtime/channel.ts';
import type { Trial } from './trial.ts';

/** What the pages of a rehearsal say to each other: the console, the phone beside it, and the wall. */
type Word =
  /** A page has come, and wants to know what is tried out. */
  { is: 'asks' } | { is: 'trial'; trial: Trial | null };

/**
 * What is tried out in a rehearsal, the same on every page of this browser that shows the session. Whoever changes it
 * says so; whoever comes later asks.
 */
export class TrialLine {
  readonly #channel: TabChannel;
  readonly #onTrial: (trial: Trial | null) => void;
  #trial: Trial | null = null;

  constructor(channel: TabChannel, onTrial: (trial: Trial | null) => void) {
    this.#channel = channel;
    this.#onTrial = onTrial;
    channel.hear((message) => this.#hear(message as Word));
    this.#say({ is: 'asks' });
  }

  get trial(): Trial | null {
    return this.#trial;
  }

  /** Tries out something else, goes on with it, or ends it (null). */
  put(trial: Trial | null): void {
    this.#take(trial);
    this.#say({ is: 'trial', trial });
  }

  close(): void {
    this.#channel.close();
  }

  #hear(word: Word): void {
    if (word.is === 'trial') this.#take(word.trial);
    else if (this.#trial !== null) this.#say({ is: 'trial', trial: this.#trial });
  }

  #take(trial: Trial | null): void {
    this.#trial = trial;
    this.#onTrial(trial);
  }

  #say(word: Word): void {
    this.#channel.post(word);
  }
}
