import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { newId } from '#kernel/ids.ts';
import type { Attempt, ItemAsked, OwnQuiz } from '#features/quizzes/contract.ts';
import { Inbox } from './inbox.ts';
import { LiveHour } from './liveHour.ts';
import { classmates, type DemoPerson } from './people.ts';
import { guess } from './quizAnswers.ts';
import { demoMailDomain, demoPassword } from './words.ts';

/** It ends by itself after this long. */
const runsForMs = 30 * 60_000;
/** The class as a whole does one thing this often, on average. */
const actsEveryMs = 3_500;
const arriveWithinMs = 20_000;
/** Once a session begins, the class comes in within this. */
const comeInWithinMs = 12_000;
const beatEveryMs = 45_000;

export interface Simulator {
  readonly people: number;
  readonly minutes: number;
  /** Pauses, or goes on. */
  pause(): void;
  close(): Promise<void>;
}

/**
 * Moves the demo class over the public API, as browsers would: each person signs in, keeps a stream open,
 * finishes lessons in order, takes one back now and then, takes quizzes item by item, takes part in a session that is
 * live, sees what is announced, answers an offer of help, loses the connection and comes back with the cursor. The same
 * class does the same things each time.
 */
export function startSimulator({
  base,
  failed,
  people = classmates,
  random = seededRandom('a class of 2026'),
}: {
  base: string;
  failed: (cause: unknown) => void;
  people?: readonly DemoPerson[];
  random?: () => number;
}): Simulator {
  const ending = new AbortController();
  const { signal } = ending;
  // Every person of the class waits on it.
  setMaxListeners(0, signal);
  const present: SimulatedPerson[] = [];
  let isPaused = false;
  const done = [
    ...people.map(async (person) => {
      await wait(random() * arriveWithinMs, signal);
      const simulated = new SimulatedPerson({ base, person, signal, random, isPaused: () => isPaused });
      await simulated.arrive();
      present.push(simulated);
    }),
    (async () => {
      const untilMs = performance.now() + runsForMs;
      while (!signal.aborted && performance.now() < untilMs) {
        await wait(actsEveryMs * (0.4 + random() * 1.2), signal);
        if (isPaused || present.length === 0) continue;
        await present[Math.floor(random() * present.length)]!.act();
      }
      ending.abort();
    })(),
  ].map((work) =>
    work.catch((cause: unknown) => {
      if (!signal.aborted) failed(cause);
    }),
  );

  return {
    people: people.length,
    minutes: runsForMs / 60_000,
    pause() {
      isPaused = !isPaused;
    },
    async close() {
      ending.abort();
      await Promise.all(done);
      await Promise.allSettled(present.map((person) => person.left()));
    },
  };
}

interface SimulatedParts {
  base: string;
  person: DemoPerson;
  signal: AbortSignal;
  random: () => number;
  isPaused: () => boolean;
}

class SimulatedPerson {
  readonly #base: string;
  readonly #person: DemoPerson;
  readonly #signal: AbortSignal;
  readonly #random: () => number;
  readonly #isPaused: () => boolean;
  #cookie = '';
  #cohortId = '';
  #cursor = '';
  #live: LiveHour | undefined;
  #inbox: Inbox | undefined;
  #coming: Promise<void> = Promise.resolve();
  #cut = new AbortController();
  #reading: Promise<void> = Promise.resolve();
  /** The attempt that is open, and what of it is not answered yet. */
  #quiz: { address: string; left: ItemAsked[] } | undefined;

  constructor({ base, person, signal, random, isPaused }: SimulatedParts) {
    this.#base = base;
    this.#person = person;
    this.#signal = signal;
    this.#random = random;
    this.#isPaused = isPaused;
  }

  async arrive(): Promise<void> {
    const response = await this.#ask('POST', '/api/auth/login', {
      email: `${this.#person.key}@${demoMailDomain}`,
      password: demoPassword,
    });
    this.#cookie = response.headers.getSetCookie()[0]!.split(';')[0]!;
    const me = await this.#read<{ cohorts: { id: string }[] }>('/api/me');
    this.#cohortId = me.cohorts[0]!.id;
    const parts = {
      requests: {
        read: <Data>(address: string) => this.#read<Data>(address),
        attempt: (method: string, address: string, input?: object) => this.#attempt(method, address, input),
      },
      ...{ cohortId: this.#cohortId, random: this.#random, signal: this.#signal, isPaused: this.#isPaused },
    };
    this.#live = new LiveHour(parts);
    this.#inbox = new Inbox(parts);
    this.#listen();
    this.#inbox.look();
  }

  /** One thing that a student would do. */
  async act(): Promise<void> {
    if (this.#random() < 0.1) return this.#loseConnection();
    if (this.#random() < 0.5 && (await this.#live!.act())) return;
    if (this.#quiz && this.#random() < 0.8) return this.#goOnWithQuiz(this.#quiz);
    if (!this.#quiz && this.#random() < 0.15 && (await this.#beginQuiz())) return;
    const { modules } = await this.#read<{
      modules: { lessons: { id: string; completedAt: string | null }[] }[];
    }>(`/api/cohorts/${this.#cohortId}`);
    const lessons = modules.flatMap((module) => module.lessons);
    const next = lessons.find(({ completedAt }) => completedAt === null);
    const latest = lessons.findLast(({ completedAt }) => completedAt !== null);
    // Now and then somebody reads a lesson again; who has finished everything does so too.
    const takesBack = latest !== undefined && (next === undefined || this.#random() < 0.08);
    const lesson = takesBack ? latest : next;
    if (!lesson) return;
    const address = `/api/cohorts/${this.#cohortId}/lessons/${lesson.id}/completion`;
    const answer = await this.#ask(takesBack ? 'DELETE' : 'PUT', address);
    // An answer that nobody reads keeps its connection.
    await answer.arrayBuffer();
  }

  /** A session may have ended, and a poll been closed or a question withdrawn, since it was looked at. */
  async #attempt(method: string, address: string, body?: object): Promise<boolean> {
    const answer = await this.#send(method, address, body);
    await answer.arrayBuffer();
    if (!answer.ok && ![403, 404, 409, 429].includes(answer.status)) throw failure(method, address, answer);
    return answer.ok;
  }

  /** Begins the first quiz that was not taken twice yet. */
  async #beginQuiz(): Promise<boolean> {
    const base = `/api/cohorts/${this.#cohortId}/quizzes`;
    const { quizzes } = await this.#read<{ quizzes: OwnQuiz[] }>(base);
    const next = quizzes.find(
      ({ state, attempts, attemptsLeft }) => state === 'open' && attempts.length < 2 && attemptsLeft !== 0,
    );
    if (!next) return false;
    const answer = await this.#ask('POST', `${base}/${next.id}/attempts`, {});
    const { data } = (await answer.json()) as { data: Attempt };
    if (data.state !== 'open') return true;
    this.#quiz = { address: `${base}/${next.id}/attempts/${data.id}`, left: [...data.asked] };
    return true;
  }

  /** One answer, or the hand-in after the last one. */
  async #goOnWithQuiz({ address, left }: { address: string; left: ItemAsked[] }): Promise<void> {
    const asked = left.shift();
    if (!asked) this.#quiz = undefined;
    const answer = asked
      ? await this.#ask('PUT', `${address}/answers/${asked.id}`, {
          answer: guess(asked, this.#random),
          revision: 1,
        })
      : await this.#ask('POST', `${address}/submission`, {});
    await answer.arrayBuffer();
  }

  async left(): Promise<void> {
    this.#cut.abort();
    await this.#reading;
    await this.#coming;
    await this.#live?.left();
    await this.#inbox?.left();
  }

  async #loseConnection(): Promise<void> {
    this.#cut.abort();
    await this.#reading;
    await wait(2_000 + this.#random() * 8_000, this.#signal);
    this.#listen();
  }

  #listen(): void {
    this.#cut = new AbortController();
    this.#reading = this.#keepStream(AbortSignal.any([this.#signal, this.#cut.signal]));
  }

  async #keepStream(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const query = this.#cursor === '' ? '' : `?cursor=${encodeURIComponent(this.#cursor)}`;
        const response = await fetch(`${this.#base}/api/stream${query}`, {
          headers: { cookie: this.#cookie },
          signal,
        });
        if (!response.ok || !response.body) throw new Error(`the stream answered ${response.status}`);
        await this.#hear(response.body, signal);
      } catch {
        // A cut is part of the play; a server that is away is waited for.
      }
      await wait(1_000 + this.#random() * 4_000, signal).catch(() => {});
    }
  }

  async #hear(body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<void> {
    const decoder = new TextDecoder();
    let beatAtMs = performance.now() + beatEveryMs;
    let connectionId: string | undefined;
    for await (const bytes of body) {
      const text = decoder.decode(bytes, { stream: true });
      this.#cursor = /(?:^|\n)id: (\S+)\n/.exec(text)?.[1] ?? this.#cursor;
      if (text.includes('"type":"session:changed"')) this.#coming = this.#comeIn();
      this.#inbox?.hear(text);
      connectionId ??= /"connectionId":"([^"]+)"/.exec(text)?.[1];
      // The server's own sign of life, every 8 s, is when to look at the clock.
      if (connectionId !== undefined && performance.now() > beatAtMs) {
        beatAtMs = performance.now() + beatEveryMs;
        await fetch(`${this.#base}/api/stream/${connectionId}/beat`, {
          method: 'POST',
          headers: { cookie: this.#cookie },
          signal,
        });
      }
    }
  }

  /** Whoever cannot come in now does so with the next thing they do. */
  async #comeIn(): Promise<void> {
    await wait(this.#random() * comeInWithinMs, this.#signal)
      .then(() => this.#live?.comeIn())
      .catch(() => {});
  }

  async #read<Data>(address: string): Promise<Data> {
    const response = await this.#ask('GET', address);
    return ((await response.json()) as { data: Data }).data;
  }

  async #ask(method: string, address: string, body?: object): Promise<Response> {
    const response = await this.#send(method, address, body);
    if (!response.ok) throw failure(method, address, response);
    return response;
  }

  #send(method: string, address: string, body?: object): Promise<Response> {
    return fetch(this.#base + address, {
      method,
      signal: this.#signal,
      headers: {
        ...(this.#cookie !== '' && { cookie: this.#cookie }),
        ...(method !== 'GET' && { 'idempotency-key': newId() }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }
}

function failure(method: string, address: string, { status }: Response): Error {
  return new Error(`${method} ${address} answered ${status}`);
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    }, ms);
    const leave = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', leave, { once: true });
  });
}

/** Numbers in [0, 1) that are the same for the same seed (counter mode over SHA-256). */
export function seededRandom(seed: string): () => number {
  let counter = 0;
  return () => createHash('sha256').update(`${seed} ${counter++}`).digest().readUInt32BE() / 2 ** 32;
}
