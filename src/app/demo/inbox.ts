import { setTimeout as wait } from 'node:timers/promises';
import type { OwnAnnouncement } from '#features/announcements/contract.ts';
import type { HelpAnswer, OwnHelpOffer } from '#features/help/contract.ts';
import type { StudentParts } from './requests.ts';

interface InboxParts extends StudentParts {
  /** How long somebody takes to see what came, at most; and again to acknowledge it. */
  withinMs?: number;
}

/** Events on a student's own topic that are worth a look. */
const news = /"type":"(?:announcements:came|help:changed)"/;
const restMs = 1_000;

const replies: Readonly<Record<HelpAnswer, readonly string[]>> = {
  accepted: ['Yes, please. When suits you?', 'Gladly, I am stuck with the second lesson.', ''],
  declined: ['Thank you, I only had no time this week.', ''],
};

/**
 * What one student of the demo class does with what is told to them: most of them soon see an announcement, and most of
 * these acknowledge one that asks for it; help that is offered is taken more often than not.
 */
export class Inbox {
  readonly #parts: Required<InboxParts>;
  #hasNews = false;
  #looking: Promise<void> | undefined;

  constructor(parts: InboxParts) {
    this.#parts = { isPaused: () => false, withinMs: 20_000, ...parts };
  }

  /** @param text a piece of the student's stream */
  hear(text: string): void {
    if (news.test(text)) this.look();
  }

  /** Looks, once however much comes until then; what comes meanwhile is looked at after that. */
  look(): void {
    this.#hasNews = true;
    this.#looking ??= this.#lookWhileNews().finally(() => {
      this.#looking = undefined;
    });
  }

  /** @returns when nothing is being looked at any more */
  async left(): Promise<void> {
    await this.#looking;
  }

  async #lookWhileNews(): Promise<void> {
    try {
      while (this.#hasNews) {
        await this.#rest();
        this.#hasNews = false;
        await Promise.all([this.#readAnnouncements(), this.#answerHelp()]);
      }
    } catch {
      // A server that is away, or the end of the play: the next news is looked at again.
    }
  }

  async #readAnnouncements(): Promise<void> {
    const { requests, random } = this.#parts;
    const { announcements } = await requests.read<{ announcements: OwnAnnouncement[] }>(
      '/api/me/announcements',
    );
    const mark = (what: string, some: readonly OwnAnnouncement[]): Promise<unknown> =>
      some.length === 0
        ? Promise.resolve()
        : requests.attempt('POST', `/api/me/announcements/${what}`, {
            announcementIds: some.map(({ id }) => id),
          });
    await mark(
      'received',
      announcements.filter(({ receivedAt }) => receivedAt === null),
    );
    const seen = announcements.filter(({ seenAt }) => seenAt === null && random() < 0.9);
    if (seen.length === 0) return;
    await this.#awhile();
    await mark('seen', seen);
    for (const { id, needsAcknowledgement } of seen) {
      if (!needsAcknowledgement || random() > 0.85) continue;
      await this.#awhile();
      await requests.attempt('POST', `/api/me/announcements/${id}/acknowledged`);
    }
  }

  async #answerHelp(): Promise<void> {
    const { requests, cohortId, random } = this.#parts;
    const { offer } = await requests.read<{ offer: OwnHelpOffer | null }>(`/api/cohorts/${cohortId}/help`);
    if (offer?.state !== 'open') return;
    await this.#awhile();
    const answer = random() < 0.75 ? 'accepted' : 'declined';
    const said = replies[answer];
    const reply = said[Math.floor(random() * said.length)]!;
    await requests.attempt('PUT', `/api/help/${offer.id}/answer`, { answer, reply });
  }

  async #awhile(): Promise<void> {
    const { random, withinMs, signal } = this.#parts;
    await wait(withinMs * (0.1 + random() * 0.9), undefined, { signal });
    await this.#rest();
  }

  /** @returns when the class goes on */
  async #rest(): Promise<void> {
    const { isPaused, signal } = this.#parts;
    while (isPaused()) await wait(restMs, undefined, { signal });
  }
}
