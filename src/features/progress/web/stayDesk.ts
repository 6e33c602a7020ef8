import type { ApiProblem } from '#platform/web/api/problem.ts';
import type { LessonStay } from '../contract.ts';

export interface StayPlace {
  cohortId: string;
  lessonId: string;
}

interface Kept extends StayPlace {
  /** What the server was not told of yet. */
  seconds: number;
  /** The server is to hear that it was opened. */
  isOpened?: boolean;
  /** On its way, or of unknown fate: it is sent again as it was, under the same id. */
  sending?: { commandId: string; seconds: number } | undefined;
}

export interface StayKeeper {
  load(): string | null;
  store(text: string): void;
}

interface StayDeskParts {
  keeper: StayKeeper;
  newId: () => string;
  /** Rejects with ApiProblem. */
  send: (commandId: string, report: StayPlace & { seconds: number }) => Promise<LessonStay>;
}

/** The server takes no more at once. */
const mostSeconds = 3_600;
/** More lessons than this were not read without a connection by anybody. */
const mostKept = 50;

/**
 * Gathers how long somebody was in lessons and tells the server, oldest first, so that time that was kept while there
 * was no connection counts before that of now. What is not told yet outlives the page.
 */
export class StayDesk {
  readonly #parts: StayDeskParts;
  #kept: Kept[];
  #telling: Promise<void> | undefined;

  constructor(parts: StayDeskParts) {
    this.#parts = parts;
    this.#kept = read(parts.keeper.load());
  }

  note(place: StayPlace, seconds: number): void {
    // A browser's clock that is set anew may seem to run backwards.
    this.#at(place).seconds += Math.max(0, seconds);
    this.#keep();
  }

  /** Seconds of a lesson that the server has not counted yet. */
  untold(place: StayPlace): number {
    const one = this.#kept.find((each) => isAt(each, place));
    return one ? one.seconds + (one.sending?.seconds ?? 0) : 0;
  }

  /**
   * Tells what there is to tell.
   *
   * @param opened a lesson that was just opened: it is told though there is nothing to tell of it yet, which starts
   *   the student's clock
   */
  async tell(opened?: StayPlace): Promise<void> {
    if (this.#telling) {
      await this.#telling;
      if (!opened) return;
    }
    if (opened) this.#at(opened).isOpened = true;
    this.#telling = this.#tellAll().finally(() => {
      this.#telling = undefined;
    });
    await this.#telling;
  }

  #at(place: StayPlace): Kept {
    const known = this.#kept.find((one) => isAt(one, place));
    if (known) return known;
    const { cohortId, lessonId } = place;
    const one: Kept = { cohortId, lessonId, seconds: 0 };
    this.#kept.push(one);
    if (this.#kept.length > mostKept) this.#kept.shift();
    return one;
  }

  async #tellAll(): Promise<void> {
    for (const one of [...this.#kept]) {
      if (!(await this.#tellOne(one))) return;
    }
  }

  /** @returns false when the server cannot be reached */
  async #tellOne(one: Kept): Promise<boolean> {
    const { cohortId, lessonId } = one;
    if (!one.sending) {
      const seconds = Math.min(Math.floor(one.seconds), mostSeconds);
      if (seconds === 0 && !one.isOpened) return true;
      one.sending = { commandId: this.#parts.newId(), seconds };
      one.seconds -= seconds;
      one.isOpened = false;
      this.#keep();
    }
    const { commandId, ...report } = one.sending;
    try {
      await this.#parts.send(commandId, { cohortId, lessonId, ...report });
    } catch (cause) {
      const problem = cause as Partial<ApiProblem>;
      if (problem.passes === true || problem.code === 'signed_out') return false;
      // The lesson is gone, or nobody learns there any more: nobody will ask for this.
      this.#kept = this.#kept.filter((each) => each !== one);
      this.#keep();
      return true;
    }
    one.sending = undefined;
    this.#keep();
    return true;
  }

  #keep(): void {
    // Less than a second is not worth a place in the store.
    const worth = this.#kept.filter(({ seconds, sending }) => seconds >= 1 || sending);
    this.#parts.keeper.store(JSON.stringify(worth));
  }
}

function isAt(one: StayPlace, { cohortId, lessonId }: StayPlace): boolean {
  return one.cohortId === cohortId && one.lessonId === lessonId;
}

function read(text: string | null): Kept[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept) ? (kept as Kept[]) : [];
  } catch {
    return []; // Somebody else wrote there.
  }
}
