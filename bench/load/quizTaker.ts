import { newId } from '#kernel/ids.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import type { Attempt, ItemAnswer, ItemAsked, OwnQuiz } from '#features/quizzes/contract.ts';
import type { Answered, Client } from './client.ts';

/** One person at one quiz, over HTTP. */
export class QuizTaker {
  readonly person: LoadPerson;
  readonly #client: Client;
  readonly #base: string;

  constructor(client: Client, person: LoadPerson, quizId: string) {
    this.person = person;
    this.#client = client;
    this.#base = `/api/cohorts/${person.cohortId}/quizzes/${quizId}`;
  }

  start(commandId = newId()): Promise<Answered> {
    return this.#send('POST', '/attempts', commandId, {});
  }

  answer(
    attemptId: string,
    itemId: string,
    body: { answer: ItemAnswer | null; revision: number },
    commandId = newId(),
  ): Promise<Answered> {
    return this.#send('PUT', `/attempts/${attemptId}/answers/${itemId}`, commandId, body);
  }

  submit(attemptId: string, commandId = newId()): Promise<Answered> {
    return this.#send('POST', `/attempts/${attemptId}/submission`, commandId, {});
  }

  #send(method: string, path: string, commandId: string, body: object): Promise<Answered> {
    const headers = { 'idempotency-key': commandId };
    return this.#client.ask(method, this.#base + path, { cookie: this.person.cookie, body, headers });
  }
}

export function attemptIn({ status, body }: Answered): Attempt {
  if (status !== 200) throw new Error(`an attempt was answered ${status}: ${body}`);
  return (JSON.parse(body) as { data: Attempt }).data;
}

/** The quiz of a cohort that has this key. */
export async function quizIdOf(
  client: Client,
  { cookie, cohortId }: LoadPerson,
  key: string,
): Promise<string> {
  const { data } = await client.json<{ quizzes: OwnQuiz[] }>(`/api/cohorts/${cohortId}/quizzes`, cookie);
  return data.quizzes.find((quiz) => quiz.key === key)!.id;
}

/** Some answer to what was asked, right or wrong as chance has it. */
export function anyAnswer(asked: ItemAsked, random: () => number): ItemAnswer {
  const pick = <Thing>(things: readonly Thing[]): Thing => things[Math.floor(random() * things.length)]!;
  switch (asked.kind) {
    case 'single':
      return { kind: 'single', optionId: pick(asked.options).id };
    case 'multiple': {
      const some = asked.options.filter(() => random() < 0.5);
      return { kind: 'multiple', optionIds: (some.length > 0 ? some : asked.options).map(({ id }) => id) };
    }
    case 'truth':
      return { kind: 'truth', value: random() < 0.5 };
    case 'numeric':
      return { kind: 'numeric', value: pick(['7', '8', '10', '0']) };
    case 'text':
      return { kind: 'text', text: pick(['NOT', 'not', 'UNTIL', 'no', 'WHO']) };
    case 'ordering':
      return { kind: 'ordering', optionIds: asked.options.map(({ id }) => id).sort(() => random() - 0.5) };
    case 'matching':
      return {
        kind: 'matching',
        pairs: asked.left.map(({ id }) => ({ left: id, right: pick(asked.right).id })),
      };
    case 'gaps':
      return {
        kind: 'gaps',
        texts: asked.pieces.flatMap((piece) =>
          'gapId' in piece
            ? [{ gapId: piece.gapId, text: piece.options ? pick(piece.options).id : 'helpful' }]
            : [],
        ),
      };
  }
}
