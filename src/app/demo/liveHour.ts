import { setTimeout as wait } from 'node:timers/promises';
import { pulses, reactions, type SessionNow } from '#features/moment/contract.ts';
import type { PollList } from '#features/polls/contract.ts';
import type { QuestionList } from '#features/qna/contract.ts';
import { attendLeaseMs, type LiveSession } from '#features/sessions/contract.ts';
import { asked, said } from './liveWords.ts';
import { vote } from './pollAnswers.ts';

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

interface LiveHourParts {
  requests: Requests;
  cohortId: string;
  random: () => number;
  signal: AbortSignal;
  /** Whether the class is to rest: who is in stays in, and does nothing. */
  isPaused?: () => boolean;
  /** How often somebody who is in looks whether there is a poll, on average. */
  lookEveryMs?: number;
}

/**
 * What one student of the demo class does while a session is live: comes in and stays in, votes in what is asked, and
 * now and then asks, agrees with a question, writes, raises a hand, or says how it goes.
 */
export class LiveHour {
  readonly #parts: Required<LiveHourParts>;
  /** Where the student is in. */
  #session: LiveSession | undefined;
  #coming: Promise<boolean> | undefined;
  #staying: Promise<void> = Promise.resolve();

  constructor(parts: LiveHourParts) {
    this.#parts = { lookEveryMs: 9_000, isPaused: () => false, ...parts };
  }

  /** Comes into the session that is live, once, whoever asks meanwhile. @returns false: none is */
  async comeIn(): Promise<boolean> {
    if (this.#session) return true;
    this.#coming ??= this.#enter().finally(() => {
      this.#coming = undefined;
    });
    return this.#coming;
  }

  async #enter(): Promise<boolean> {
    const { requests, cohortId } = this.#parts;
    const listed = await requests.read<LiveSession[]>(`/api/cohorts/${cohortId}/sessions`);
    const live = listed.find(({ state }) => state === 'live');
    if (!live || !(await this.#attend(live.id))) return false;
    this.#session = live;
    this.#staying = this.#stay(live.id)
      // A server that is away is waited for: whoever acts next comes in again.
      .catch(() => {})
      .finally(() => {
        this.#session = undefined;
      });
    return true;
  }

  /** One thing that somebody would do who listens. @returns false: no session is live */
  async act(): Promise<boolean> {
    const session = (await this.comeIn()) ? this.#session : undefined;
    if (!session) return false;
    const { requests, random } = this.#parts;
    const at = `/api/sessions/${session.id}`;
    const { banner, own } = await requests.read<SessionNow>(`${at}/moment`);
    if (banner && own.acknowledgedId !== banner.id && random() < 0.6)
      await requests.attempt('PUT', `${at}/banners/${banner.id}/acknowledgement`);
    else if (random() < (own.hand ? 0.4 : 0.1))
      await requests.attempt(own.hand ? 'DELETE' : 'PUT', `${at}/hand`);
    else await this.#speak(session, at);
    return true;
  }

  /** @returns when the student is out */
  async left(): Promise<void> {
    await this.#staying;
  }

  async #speak(session: LiveSession, at: string): Promise<void> {
    const { requests, random } = this.#parts;
    const place = random();
    if (place < 0.3) return this.#question(session, at);
    if (place < 0.5) {
      // A session's channel has the session's id.
      const text = this.#one(said);
      await requests.attempt('POST', `/api/channels/${session.id}/messages`, { text });
    } else if (place < 0.8)
      await requests.attempt('PUT', `${at}/pulse`, {
        pace: this.#one(pulses.pace),
        clarity: this.#one(pulses.clarity),
      });
    else await requests.attempt('POST', `${at}/reactions`, { kind: this.#one(reactions) });
  }

  /** Agrees with what somebody asks, or asks what nobody has asked yet. */
  async #question({ settings }: LiveSession, at: string): Promise<void> {
    const { requests, random } = this.#parts;
    const list = await requests.read<QuestionList>(`${at}/questions`);
    const others = list.questions.filter(
      ({ id, state }) =>
        state === 'published' && !list.voted.includes(id) && !list.own.some((own) => own.id === id),
    );
    const there = new Set([...list.questions, ...list.own].map(({ question }) => question));
    const left = asked.filter((text) => !there.has(text));
    if (left.length > 0 && (others.length === 0 || random() < 0.25))
      await requests.attempt('POST', `${at}/questions`, {
        text: this.#one(left),
        anonymous: settings.anonymity !== 'none' && random() < 0.3,
      });
    else if (others.length > 0) await requests.attempt('PUT', `/api/questions/${this.#one(others).id}/vote`);
  }

  /** Holds the place until the session ends, and votes in every poll that opens meanwhile. */
  async #stay(sessionId: string): Promise<void> {
    const { random, signal, lookEveryMs, isPaused } = this.#parts;
    const holdsForMs = attendLeaseMs / 2;
    let heldAtMs = performance.now();
    for (;;) {
      await wait(lookEveryMs * (0.5 + random()), undefined, { signal });
      if (!isPaused()) await this.#vote(sessionId);
      if (performance.now() - heldAtMs < holdsForMs) continue;
      heldAtMs = performance.now();
      if (!(await this.#attend(sessionId))) return;
    }
  }

  async #vote(sessionId: string): Promise<void> {
    const { requests, random } = this.#parts;
    const { polls, own } = await requests.read<PollList>(`/api/sessions/${sessionId}/polls`);
    const open = polls.find(({ id, state }) => state === 'open' && !own.some(({ pollId }) => pollId === id));
    if (open) await requests.attempt('PUT', `/api/polls/${open.id}/ballot`, vote(open, random));
  }

  #attend(sessionId: string): Promise<boolean> {
    return this.#parts.requests.attempt('PUT', `/api/sessions/${sessionId}/attendance`);
  }

  #one<Thing>(things: readonly Thing[]): Thing {
    return things[Math.floor(this.#parts.random() * things.length)]!;
  }
}
