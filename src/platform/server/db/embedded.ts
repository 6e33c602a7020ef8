import { mkdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Duplex, Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { unpackFolder } from './archive.ts';
import { damageIn } from './damage.ts';
import {
  DamagedPages,
  isIntact,
  listDumps,
  momentName,
  removeAllBut,
  removeUnfinished,
  syncPath,
  syncTree,
  unpackDump,
  writeDump,
} from './dumps.ts';
import { emptyDatabase } from './images.ts';
import { deadStream, Engine } from './engine.ts';
import { DatabaseUnavailable, DatabaseUnusable } from './errors.ts';
import { type FolderLock, lockFolder } from './folderLock.ts';
import type { Notify } from './port.ts';

const dumpsKept = 3;
const engineVersion = '18';
/** Less room than this and a failed start is blamed on the disk, not on the folder. */
const roomNeededBytes = 32 * 1024 * 1024;
const retryMs = { first: 250, cap: 30_000 };
/** Replacement attempts after which the operator is told to restart. */
const attemptsBeforeDown = 5;

interface EmbeddedOptions {
  dataDir: string;
  watchdogMs: number;
  notify: Notify;
}

/**
 * The embedded database in `dataDir`: the lock on the folder, the engine over `database/`, the dumps in
 * `dumps/`. What cannot be opened is moved to `damaged-<moment>/`, never deleted.
 */
export class EmbeddedDatabase {
  readonly #folder: string;
  readonly #database: string;
  readonly #dumps: string;
  readonly #options: EmbeddedOptions;
  readonly #lock: FolderLock;
  #engine: Engine | undefined;
  #trouble: string | undefined = 'It is starting.';
  #replacing: Promise<void> = Promise.resolve();
  readonly #closing = new AbortController();

  private constructor(options: EmbeddedOptions, lock: FolderLock) {
    this.#options = options;
    this.#folder = resolve(options.dataDir);
    this.#database = join(this.#folder, 'database');
    this.#dumps = join(this.#folder, 'dumps');
    this.#lock = lock;
  }

  /** @throws DatabaseUnusable with words for the operator */
  static async open(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
    const folder = resolve(options.dataDir);
    const lock = await prepareFolder(folder);
    const embedded = new EmbeddedDatabase(options, lock);
    try {
      embedded.#adopt(await embedded.#openFolder());
      return embedded;
    } catch (error) {
      await embedded.#engine?.kill();
      lock.release();
      throw await blameTheDisk(error, folder);
    }
  }

  connect(): Duplex {
    return (
      this.#engine?.connect() ?? deadStream(`The embedded database is not there: ${this.#trouble ?? ''}`)
    );
  }

  /** Why queries cannot be served at this moment, if they cannot. */
  trouble(): string | undefined {
    if (this.#trouble !== undefined) return this.#trouble;
    const silentMs = this.#engine?.silentMs() ?? 0;
    return silentMs > 1_000
      ? `The embedded database has been silent for ${Math.round(silentMs)} ms.`
      : undefined;
  }

  /** While `work` runs, a statement of up to `limitMs` is not taken for a broken engine. */
  patiently<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
    return this.#engine ? this.#engine.patiently(limitMs, work) : work();
  }

  /** True from a restore until `restoreIsComplete`, also across a crash in between. */
  async isRestored(): Promise<boolean> {
    return exists(this.#restoreMark());
  }

  async restoreIsComplete(): Promise<void> {
    await rm(this.#restoreMark(), { force: true });
    await syncPath(this.#folder);
  }

  /** True when the last process ended in good order with a dump of everything. */
  async isDumped(): Promise<boolean> {
    return (await exists(this.#dumpedMark())) && (await listDumps(this.#dumps)).length > 0;
  }

  async setDumped(dumped: boolean): Promise<void> {
    if (dumped) await writeFile(this.#dumpedMark(), '');
    else await rm(this.#dumpedMark(), { force: true });
  }

  /** Writes and verifies a dump, and keeps the newest three. Says so, and says so when it fails. */
  async dump(): Promise<boolean> {
    const { notify } = this.#options;
    const began = performance.now();
    const takenAt = new Date();
    const copy = join(this.#dumps, `${momentName(takenAt)}.copy.making`);
    try {
      if (!this.#engine) throw new DatabaseUnavailable(this.#trouble ?? 'The embedded database is closed.');
      await this.#engine.copyTo(copy);
      const { path } = await writeDump(copy, this.#dumps, takenAt);
      await removeAllBut(dumpsKept, this.#dumps);
      const tookMs = Math.round(performance.now() - began);
      const sizeBytes = (await stat(path)).size;
      notify({ kind: 'dumped', file: path, sizeBytes, tookMs, words: `The database was dumped to ${path}.` });
      return true;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const advice =
        cause instanceof DamagedPages
          ? ' The database folder itself is damaged: a restart puts the newest good dump in its place.'
          : '';
      notify({
        kind: 'dump-failed',
        cause,
        words: `No dump could be written: ${reason}.${advice} Older dumps are kept.`,
      });
      return false;
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  }

  /** Older dumps hold what was purged since. */
  async keepNewestDump(): Promise<void> {
    await removeAllBut(1, this.#dumps);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#replacing;
    const engine = this.#engine;
    this.#engine = undefined;
    this.#trouble = 'It is closed.';
    await engine?.stop().catch((error: unknown) => {
      // A failed goodbye costs the next start a moment of recovery, nothing more.
      if (!(error instanceof DatabaseUnavailable)) throw error;
    });
    this.#lock.release();
  }

  async #openFolder(): Promise<Engine> {
    await mkdir(this.#dumps, { recursive: true, mode: 0o700 });
    await removeUnfinished(this.#dumps);
    await removeUnfinished(this.#folder);

    if (!(await exists(this.#database))) {
      if ((await listDumps(this.#dumps)).length > 0) return this.#restore('its folder was missing');
      return this.#create();
    }
    try {
      await this.#checkVersion();
      const engine = await this.#start(this.#database);
      const endedWell = await this.isDumped();
      const damage = await damageIn(this.#database, engine, { endedWell });
      if (damage === undefined) return engine;
      await engine.kill();
      return await this.#restore(damage);
    } catch (error) {
      if (error instanceof DatabaseUnusable || (await isDiskFull(this.#folder))) throw error;
      return this.#restore(error instanceof Error ? error.message : String(error));
    }
  }

  async #create(): Promise<Engine> {
    const began = performance.now();
    const making = `${this.#database}.making`;
    await mkdir(making, { mode: 0o700 });
    await unpackFolder(Readable.from([Buffer.from(await emptyDatabase())]), making);
    await syncTree(making);
    await rename(making, this.#database);
    await syncPath(this.#folder);
    const engine = await this.#start(this.#database);
    const tookMs = Math.round(performance.now() - began);
    this.#options.notify({ kind: 'created', tookMs, words: `A new database was made in ${this.#folder}.` });
    return engine;
  }

  /** Nothing is moved before a dump has proved that it opens. */
  async #restore(cause: string): Promise<Engine> {
    const making = `${this.#database}.making`;
    for (const dump of await listDumps(this.#dumps)) {
      try {
        if (!(await isIntact(dump))) continue;
        await rm(making, { recursive: true, force: true });
        await unpackDump(dump, making);
        const trial = await this.#start(making);
        await trial.stop();
        await syncTree(making);
      } catch (error) {
        if (await isDiskFull(this.#folder)) throw error;
        continue;
      }
      const damagedFolder = await this.#exchange(making);
      const engine = await this.#start(this.#database);
      const copy = `the copy of ${dump.takenAt.toISOString()} was put in its place`;
      this.#options.notify({
        kind: 'restored',
        file: dump.path,
        takenAt: dump.takenAt,
        damagedFolder,
        cause,
        words: damagedFolder
          ? `THE DATABASE WAS DAMAGED (${cause}): ${copy}. What was written after that moment is missing; ` +
            `the damaged folder is kept as ${damagedFolder}.`
          : `THE DATABASE WAS MISSING (${cause}): ${copy}. What was written after that moment is missing.`,
      });
      return engine;
    }
    throw new DatabaseUnusable(
      'damaged',
      `The database in ${this.#database} cannot be opened (${cause}), and ${this.#dumps} holds no dump that can ` +
        'take its place. Nothing was changed. Bring back a copy of the folder, or move it away to begin anew.',
    );
  }

  async #exchange(making: string): Promise<string | undefined> {
    await writeFile(this.#restoreMark(), '');
    await syncPath(this.#folder);
    let damagedFolder: string | undefined;
    if (await exists(this.#database)) {
      damagedFolder = join(this.#folder, `damaged-${momentName(new Date())}`);
      await rename(this.#database, damagedFolder);
    }
    await rename(making, this.#database);
    await syncPath(this.#folder);
    return damagedFolder;
  }

  async #checkVersion(): Promise<void> {
    const version = (await readFile(join(this.#database, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
    // Without this file the engine would take the folder for an empty one and fill it anew.
    if (!/^\d+$/.test(version)) throw new Error('its PG_VERSION file is missing or unreadable');
    if (version !== engineVersion) {
      throw new DatabaseUnusable(
        'unsupported',
        `The database in ${this.#database} was made by an engine of version ${version}; this Stoa has ` +
          `version ${engineVersion}. Start the Stoa that made it, and move its data over.`,
      );
    }
  }

  #start(folder: string): Promise<Engine> {
    return Engine.start({
      folder,
      watchdogMs: this.#options.watchdogMs,
      onFailure: (reason) => {
        this.#replacing = this.#replace(reason);
      },
    });
  }

  #adopt(engine: Engine): void {
    this.#engine = engine;
    this.#trouble = undefined;
  }

  async #replace(reason: string): Promise<void> {
    const lost = this.#engine;
    if (!lost) return;
    const lostAt = performance.now();
    this.#engine = undefined;
    this.#trouble = `The embedded database is being replaced: ${reason}`;
    this.#options.notify({
      kind: 'engine-lost',
      cause: reason,
      words: `The embedded database stopped answering and is being replaced (${reason}).`,
    });
    // Two engines on one folder destroy it, so the old thread must have ended.
    await lost.kill();
    for (let attempt = 1; !this.#closing.signal.aborted; attempt += 1) {
      try {
        this.#adopt(await this.#start(this.#database));
        const downMs = Math.round(performance.now() - lostAt);
        const words = `The embedded database serves again after ${downMs} ms.`;
        return this.#options.notify({ kind: 'engine-recovered', downMs, words });
      } catch (error) {
        this.#noteFailedStart(attempt, error instanceof Error ? error.message : String(error));
        const delayMs = Math.min(retryMs.cap, retryMs.first * 2 ** attempt);
        // Rejects only because the database is being closed, which the loop looks at itself.
        await wait(delayMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
    }
  }

  #noteFailedStart(attempt: number, cause: string): void {
    this.#trouble = `The embedded database cannot be opened again: ${cause}`;
    if (attempt !== attemptsBeforeDown) return;
    const words =
      `The embedded database does not come back (${cause}). If the disk has room, restart Stoa: ` +
      'the start looks for damage, and restores the newest dump if it finds any.';
    this.#options.notify({ kind: 'engine-down', cause, attempts: attempt, words });
  }

  #restoreMark(): string {
    return join(this.#folder, 'restored');
  }

  #dumpedMark(): string {
    return join(this.#folder, 'dumped');
  }
}

async function prepareFolder(folder: string): Promise<FolderLock> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await lockFolder(folder);
  } catch (error) {
    throw await blameTheDisk(error, folder);
  }
}

async function blameTheDisk(error: unknown, folder: string): Promise<unknown> {
  if (error instanceof DatabaseUnusable) return error;
  const cause = error instanceof Error ? error.message : String(error);
  if (await isDiskFull(folder)) {
    const words = `The disk that holds ${folder} is full, so the database cannot be opened (${cause}). Make room and start again.`;
    return new DatabaseUnusable('disk-full', words, { cause: error });
  }
  if (
    ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')
  ) {
    const words = `The folder ${folder} cannot be written (${cause}). Choose another with DATA_DIR, or change its owner.`;
    return new DatabaseUnusable('unwritable', words, { cause: error });
  }
  return error;
}

async function isDiskFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder).catch(() => ({
    bavail: Number.POSITIVE_INFINITY,
    bsize: 1,
  }));
  return bavail * bsize < roomNeededBytes;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
