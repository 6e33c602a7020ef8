import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#kernel/ids.ts';
import { seededRandom } from '#app/demo/simulator.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import type { ChatMessage } from '#features/chat/contract.ts';
import type { Answered, Client } from '../load/client.ts';
import { attemptIn, quizIdOf, QuizTaker } from '../load/quizTaker.ts';
import type { Errand, ErrandWay } from '../servers/errands.ts';
import type { JobsQuestions } from '../servers/jobsQuestions.ts';
import type { Supervised } from '../servers/supervised.ts';
import { wayTo, type ProofClass } from './jobsClass.ts';
import type { Circle } from './jobsFacts.ts';
import type { Expected, ExpectedNews } from './jobsJudge.ts';

const quizKey = 'first-use-case';
const mentions = 12;
/** Every third mention calls everybody; the others name so many. */
const named = 5;
const goodErrands = 60;
const otherErrands = 20;
const poison: readonly ErrandWay[] = [
  ...(['throws', 'throws', 'hangs', 'acts too late', 'kills'] as const),
  ...(['fails twice', 'fails twice', 'fails twice', 'fails twice'] as const),
];
const gradeEveryMs = 100;
const againAfterMs = 200;
const giveUpMs = 300_000;

/** What happens in a round: each thing surely, under an id of its own, whatever becomes of the server. */
export class JobsActs {
  readonly circle: Circle;
  readonly #news: ExpectedNews[] = [];
  readonly #errands: Errand[] = [];
  readonly #client: Client;
  readonly #stoa: Supervised<JobsQuestions>;
  readonly #class: ProofClass;
  readonly #seed: string;

  constructor(parts: {
    client: Client;
    stoa: Supervised<JobsQuestions>;
    ofClass: ProofClass;
    seed: string;
    errandsOf: string;
  }) {
    this.#client = parts.client;
    this.#stoa = parts.stoa;
    this.#class = parts.ofClass;
    this.#seed = parts.seed;
    this.circle = { personIds: [...parts.ofClass.addresses.keys()], errandsOf: parts.errandsOf };
  }

  get expected(): Pick<Expected, 'news' | 'errands'> {
    return { news: this.#news, errands: this.#errands };
  }

  async everything(): Promise<void> {
    const { cohortId } = this.#class;
    for (const { userId } of this.#students('gone'))
      await this.#surely(this.#class.instructor, 'DELETE', `/api/cohorts/${cohortId}/enrolments/${userId}`);
    await Promise.all([this.#mentionAll(), this.#gradeAll(), this.#askErrands()]);
  }

  #students(group?: string): LoadPerson[] {
    const { students, groupOf } = this.#class;
    return students.filter(({ userId }) =>
      group === undefined ? groupOf.get(userId) !== 'gone' : groupOf.get(userId) === group,
    );
  }

  async #mentionAll(): Promise<void> {
    const { cohortId, instructor } = this.#class;
    const here = this.#students();
    const random = seededRandom(`${this.#seed}, mentions`);
    for (let mention = 0; mention < mentions; mention++) {
      const isCall = mention % 3 === 0;
      const some = [...here].sort(() => random() - 0.5).slice(0, named);
      const body = isCall
        ? { text: 'All of you', calls: 'everyone' }
        : { text: 'You', mentions: some.map(({ userId }) => userId) };
      const answer = await this.#surely(instructor, 'POST', `/api/channels/${cohortId}/messages`, body);
      const { id } = (JSON.parse(answer.body) as { data: ChatMessage }).data;
      this.#expect(`message/${id}`, id, 'mention', isCall ? here : some);
      await pause(100 + random() * 300);
    }
  }

  async #gradeAll(): Promise<void> {
    const here = this.#students();
    const quizId = await this.#until(() => quizIdOf(this.#client, here[0]!, quizKey));
    for (const student of here) {
      const taker = new QuizTaker(this.#client, student, quizId);
      const [starting, handingIn] = [newId(), newId()];
      const { id } = attemptIn(await this.#answered(() => taker.start(starting)));
      await this.#answered(() => taker.submit(id, handingIn));
      this.#expect(`quiz-graded/${id}`, id, 'graded', [student]);
      await pause(gradeEveryMs);
    }
  }

  async #askErrands(): Promise<void> {
    const ways: ErrandWay[] = [...poison, ...Array.from({ length: goodErrands }, () => 'good' as const)];
    const random = seededRandom(`${this.#seed}, errands`);
    ways.sort(() => random() - 0.5);
    const errand = (way: ErrandWay, place: number, queue: string): Errand => {
      return { errand: `${this.circle.errandsOf}${queue} ${place}`, way };
    };
    const all = {
      errands: ways.map((way, place) => errand(way, place, 'errand')),
      others: Array.from({ length: otherErrands }, (_, place) => errand('good', place, 'other')),
    };
    this.#errands.push(...all.errands, ...all.others);
    const parts = 6;
    for (let part = 0; part < parts; part++) {
      for (const queue of ['errands', 'others'] as const) {
        const some = all[queue].filter((_, place) => place % parts === part);
        await this.#stoa.ask('errands', { queue, all: some });
      }
      await pause(random() * 1_000);
    }
  }

  #expect(
    effectKey: string,
    subjectId: string,
    kind: 'mention' | 'graded',
    whom: readonly LoadPerson[],
  ): void {
    const to = whom.flatMap(({ userId }) => {
      const way = wayTo(this.#class.groupOf.get(userId)!, kind);
      // Whoever chose no channel is not told.
      return way && (way.inApp || way.mail) ? [{ personId: userId, ...way }] : [];
    });
    this.#news.push({ effectKey, subjectId, to });
  }

  #surely({ cookie }: LoadPerson, method: string, path: string, body?: object): Promise<Answered> {
    const headers = { 'idempotency-key': newId() };
    return this.#answered(() => this.#client.ask(method, path, { cookie, headers, ...(body && { body }) }));
  }

  /** What is not answered is sent again under its id. */
  #answered(send: () => Promise<Answered>): Promise<Answered> {
    return this.#until(async () => {
      const answer = await send();
      if (answer.status === 200) return answer;
      const words = `answered ${answer.status}: ${answer.body}`;
      if (answer.status < 500 && answer.status !== 429) throw new Refused(words);
      throw new Error(words);
    });
  }

  async #until<T>(work: () => Promise<T>): Promise<T> {
    for (const untilMs = performance.now() + giveUpMs; ;) {
      try {
        return await work();
      } catch (cause) {
        if (cause instanceof Refused || performance.now() > untilMs) throw cause;
        await pause(againAfterMs);
      }
    }
  }
}

/** It will not be had, however often it is asked for. */
class Refused extends Error {
  override readonly name = 'Refused';
}
