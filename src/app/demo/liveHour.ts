import { setTimeout as wait } from 'node:timers/promises';
import { reactionKinds, type ChatRoom } from '#features/chat/contract.ts';
import { pulses, reactions, type SessionNow } from '#features/moment/contract.ts';
import type { PollList } from '#features/polls/contract.ts';
import type { QuestionList } from '#features/qna/contract.ts';
import { attendLeaseMs, type LiveSession } from '#features/sessions/contract.ts';
import { asked, replied, said } from './liveWords.ts';
import { vote } from './pollAnswers.ts';
import type { StudentParts } from './requests.ts';

interface LiveHourParts extends StudentParts {
  /** How often somebody who is in looks whether there is a poll, on average. */
  lookEveryMs?: number;
}

/**
 * What one student of the demo class does while a session is live: comes in and stays in, votes in what is asked and
 * now and then otherwise, asks, agrees with a question or no longer does, writes, replies and reacts, raises a hand and
 * lowers it, or says how it goes.
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
    // A session's channel has the session's id.
    if (place < 0.5) return this.#talk(`/api/channels/${session.id}`);
    if (place < 0.8)
      await requests.attempt('PUT', `${at}/pulse`, {
        pace: this.#one(pulses.pace),
        clarity: this.#one(pulses.clarity),
      });
    else await requests.attempt('POST', `${at}/reactions`, { kind: this.#one(reactions) });
  }

  /** Says something, or answers or reacts to what somebody else said not long ago. */
  async #talk(channel: string): Promise<void> {
    const { requests, random } = this.#parts;
    const { messages, viewer, reacted } = await requests.read<ChatRoom>(channel);
    const others = messages
      .filter(({ author, deleted }) => author.id !== viewer.personId && deleted === null)
      .slice(-8);
    const place = random();
    if (others.length === 0 || place < 0.35) {
      await requests.attempt('POST', `${channel}/messages`, { text: this.#one(said) });
      return;
    }
    const { id } = this.#one(others);
    if (place < 0.6) {
      const reply = { text: this.#one(replied), threadId: id };
      await requests.attempt('POST', `${channel}/messages`, reply);
      return;
    }
    // Now and then somebody thinks better of it.
    const [given] = reacted[id] ?? [];
    const kind = given ?? this.#one(reactionKinds);
    await requests.attempt('PUT', `/api/messages/${id}/reactions/${kind}`, { on: given === undefined });
  }

  /** Agrees with what somebody asks, or no longer, or asks what nobody has asked yet. */
  async #question({ settings }: LiveSession, at: string): Promise<void> {
    const { requests, random } = this.#parts;
    const list = await requests.read<QuestionList>(`${at}/questions`);
    const others = list.questions.filter(
      ({ id, state }) =>
        state === 'published' && !list.voted.includes(id) && !list.own.some((own) => own.id === id),
    );
    const agreed = list.questions.filter(({ id, state }) => state === 'published' && list.voted.includes(id));
    if (agreed.length > 0 && random() < 0.08) {
      await requests.attempt('DELETE', `/api/questions/${this.#one(agreed).id}/vote`);
      return;
    }
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
    const isOwn = (id: string): boolean => own.some(({ pollId }) => pollId === id);
    const running = polls.filter(({ state }) => state === 'open');
    const fresh = running.find(({ id }) => !isOwn(id));
    // Whoever thinks again votes again; not where a ballot is nobody's, nor where the first answer counts.
    const other = running.find(({ anonymity, kind }) => anonymity !== 'anonymous' && kind !== 'quiz');
    const open = fresh ?? (random() < 0.03 ? other : undefined);
    if (open) await requests.attempt('PUT', `/api/polls/${open.id}/ballot`, vote(open, random));
  }

  #attend(sessionId: string): Promise<boolean> {
    return this.#parts.requests.attempt('PUT', `/api/sessions/${sessionId}/attendance`);
  }

  #one<Thing>(things: readonly Thing[]): Thing {
    return things[Math.floor(this.#parts.random() * things.length)]!;
  }
}
