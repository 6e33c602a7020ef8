import type { Envelope } from '#kernel/envelope.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import type { NotificationTold } from '#features/notifications/contract.ts';
import { openStreams, RawStream, until } from './stream.ts';

/** People who look at their own bell, each over a stream of their own, and write down when it told them of a quiz. */
export class Bells {
  /** From sending what grades an attempt until its student's bell told so, in ms. */
  readonly waitedMs: number[] = [];
  /** How often each attempt was told. */
  readonly #told = new Map<string, number>();
  readonly #sentMs = new Map<string, number>();
  /** News that reached somebody whose attempt it is not. */
  foreign = 0;
  #streams: RawStream[] = [];

  static async open(base: string, students: readonly LoadPerson[]): Promise<Bells> {
    const bells = new Bells();
    bells.#streams = await openStreams(students.length, (place) => {
      const { cookie, userId } = students[place]!;
      const hear = (data: string, event: string | undefined): void => {
        if (event === undefined) bells.#hear(userId, data);
      };
      return RawStream.open(base, '/api/stream', { cookie, hear });
    });
    return bells;
  }

  #hear(userId: string, data: string): void {
    const nowMs = performance.now();
    const { topic, type, data: told } = JSON.parse(data) as Envelope;
    if (type !== 'notifications:told') return;
    if (topic !== `user/${userId}`) this.foreign += 1;
    const { subject } = (told as NotificationTold).notification;
    if (subject.kind !== 'attempt') return;
    const times = (this.#told.get(subject.attemptId) ?? 0) + 1;
    this.#told.set(subject.attemptId, times);
    const sentMs = this.#sentMs.get(subject.attemptId);
    if (times === 1 && sentMs !== undefined) this.waitedMs.push(nowMs - sentMs);
  }

  /** What grades these is sent now. */
  sending(attemptIds: readonly string[]): void {
    const nowMs = performance.now();
    for (const attemptId of attemptIds) this.#sentMs.set(attemptId, nowMs);
  }

  /** Resolves once each attempt of which it was said that it is graded was told, or after so long. */
  async untilTold(withinMs: number): Promise<void> {
    await until(() => this.lost === 0, 'every bell told', withinMs).catch(() => {});
  }

  get lost(): number {
    return [...this.#sentMs.keys()].filter((attemptId) => !this.#told.has(attemptId)).length;
  }

  get doubled(): number {
    return [...this.#told.values()].filter((times) => times > 1).length;
  }

  leave(): void {
    for (const stream of this.#streams) stream.close();
  }
}
