import type { TestHouse, TestPerson } from './house.ts';

/** Students who complete lessons and take them back, one after the other, until they are told to stop. */
export class Flow {
  /** Changes that were answered with success. */
  changes = 0;
  readonly #stoa: TestHouse;
  readonly #students: readonly TestPerson[];
  #waits: { count: number; resolve: () => void }[] = [];
  #isStopped = false;
  readonly #running: Promise<void>;

  private constructor(stoa: TestHouse, students: readonly TestPerson[]) {
    this.#stoa = stoa;
    this.#students = students;
    this.#running = this.#run();
  }

  /** @param names students of the northern cohort; each may change a lesson 240 times a minute */
  static async start(stoa: TestHouse, names: readonly string[]): Promise<Flow> {
    const students: TestPerson[] = [];
    for (const name of names) students.push(await stoa.student(name));
    return new Flow(stoa, students);
  }

  /** Resolves once `count` more changes have happened. */
  more(count: number): Promise<void> {
    return new Promise((resolve) => this.#waits.push({ count: this.changes + count, resolve }));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    const { lessonIds } = this.#stoa.north;
    for (let turn = 0; !this.#isStopped; turn++) {
      const student = this.#students[turn % this.#students.length]!;
      const round = Math.floor(turn / this.#students.length);
      const lessonId = lessonIds[Math.floor(round / 2) % lessonIds.length]!;
      const isCompleting = round % 2 === 0;
      const { status, body } = isCompleting
        ? await this.#stoa.complete(student, lessonId)
        : await this.#stoa.undo(student, lessonId);
      if (status !== 200) {
        const defects = this.#stoa.defects.join('');
        throw new Error(`the flow was answered ${status}: ${JSON.stringify(body)}\n${defects}`);
      }
      this.changes += 1;
      const due = this.#waits.filter(({ count }) => count <= this.changes);
      this.#waits = this.#waits.filter(({ count }) => count > this.changes);
      for (const { resolve } of due) resolve();
    }
  }
}
