import { Worker } from 'node:worker_threads';
import { Refusal } from '#kernel/refusal.ts';
import type { CourseReading } from '../importer/course.ts';
import type { DraftToRead } from './readDraft.ts';

const threadFile = new URL('./draftThread.mjs', import.meta.url);
/** Longer than any text takes that a person wrote. */
const usualPatienceMs = 20_000;
/** A thread that nobody needs any more gives its memory back. */
const idleMs = 60_000;

type Report = { ready: true } | { id: number; reading: CourseReading } | { id: number; failed: string };

interface Job {
  resolve: (reading: CourseReading) => void;
  reject: (cause: unknown) => void;
  timer: NodeJS.Timeout;
}

/** Reads drafts in a thread of its own, which is started when it is first needed and ended when it is not. */
export class DraftReader {
  readonly #patienceMs: number;
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #nextId = 0;
  readonly #jobs = new Map<number, Job>();

  constructor({ patienceMs = usualPatienceMs }: { patienceMs?: number } = {}) {
    this.#patienceMs = patienceMs;
  }

  /** @throws Refusal `too_large` for a draft that takes longer to read than any should */
  read(draft: DraftToRead): Promise<CourseReading> {
    const worker = this.#thread();
    const id = this.#nextId++;
    clearTimeout(this.#idle);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(), this.#patienceMs);
      timer.unref();
      this.#jobs.set(id, { resolve, reject, timer });
      worker.ref();
      worker.postMessage({ id, draft });
    });
  }

  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(threadFile, { execArgv: [], name: 'drafts' });
    worker.on('message', (report: Report) => this.#hear(report));
    worker.on('error', (cause) => this.#end(worker, cause));
    worker.on('exit', () => this.#end(worker, new Error('the thread that reads drafts ended')));
    this.#worker = worker;
    return worker;
  }

  #hear(report: Report): void {
    if ('ready' in report) return;
    const job = this.#jobs.get(report.id);
    if (!job) return;
    this.#jobs.delete(report.id);
    clearTimeout(job.timer);
    if ('reading' in report) job.resolve(report.reading);
    else job.reject(new Error(report.failed));
    if (this.#jobs.size > 0) return;
    // Waiting for nothing, it keeps no process alive.
    this.#worker?.unref();
    this.#idle = setTimeout(() => void this.#worker?.terminate(), idleMs);
    this.#idle.unref();
  }

  #giveUp(): void {
    const worker = this.#worker;
    if (!worker) return;
    this.#end(worker, new Refusal('too_large', 'These texts take too long to be read. Make them simpler.'));
    void worker.terminate();
  }

  #end(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    clearTimeout(this.#idle);
    for (const { reject, timer } of this.#jobs.values()) {
      clearTimeout(timer);
      reject(cause);
    }
    this.#jobs.clear();
  }
}
