// @ts-check
/**
 * The thread of the embedded database: PGlite behind a pipe of PostgreSQL's wire protocol. Plain
 * JavaScript, because a worker thread does not reliably inherit the TypeScript loader of its parent.
 *
 * @typedef {{ task: 'create' | 'serve', folder: string | null, template: ArrayBuffer | null, compiled: WebAssembly.Module }} Work
 * @typedef {Uint8Array | { ask: 'ping' | 'close' | 'image' } | { ask: 'copy', to: string }} Request
 */
import { closeSync, constants, copyFileSync, fsyncSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { MemoryFS, PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const { task, folder, template, compiled } = /** @type {Work} */ (workerData);

/** What the engine wrote to its log last: the only place where it says why it gave up. */
const lastWords = /** @type {string[]} */ ([]);

// Once its engine has aborted, PGlite may call into it forever and never return to this thread's loop,
// so the parent is told from inside the abort.
const onAbort = (/** @type {unknown} */ what) => port.postMessage({ broke: words(what) });

/** PGlite's folder on disk, with one thing it leaves out: fsync does what it says. */
class DurableFS extends NodeFS {
  /** @type {NodeFS['init']} */
  async init(pg, options) {
    const { emscriptenOpts } = await super.init(pg, { ...options, onAbort });
    (emscriptenOpts.preRun ??= []).push((/** @type {any} */ mod) => {
      mod.NODEFS.stream_ops.fsync = (/** @type {any} */ stream) => {
        if (stream.nfd === undefined) syncFolder(mod.NODEFS.realPath(stream.node));
        else fsyncSync(stream.nfd);
        return 0;
      };
    });
    return { emscriptenOpts };
  }
}

class AbortingMemoryFS extends MemoryFS {
  /** @type {MemoryFS['init']} */
  init(pg, options) {
    return super.init(pg, { ...options, onAbort });
  }
}

const settings = folder
  ? {
      fsync: 'on',
      wal_sync_method: 'fsync',
      shared_buffers: '32MB',
      max_wal_size: '64MB',
      min_wal_size: '8MB',
    }
  : { fsync: 'off', shared_buffers: '16MB' };

try {
  const pg = await PGlite.create({
    fs: folder ? new DurableFS(folder) : new AbortingMemoryFS(),
    startParams: [
      ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    pgliteWasmModule: compiled,
    // Small segments keep an idle folder and its dumps small.
    initDbStartParams: ['--wal-segsize=4'],
    onStderr: (line) => {
      lastWords.push(line);
      if (lastWords.length > 20) lastWords.shift();
      return false;
    },
    ...(template && { loadDataDir: new Blob([template]) }),
  });
  if (task === 'create') await create(pg);
  else serve(pg);
} catch (error) {
  port.postMessage({ broke: words(error) });
}

/**
 * The templates that other databases would be made from are left out: nobody makes another one here, and
 * without them the folder, each dump and each restore are a third of the size.
 *
 * @param {PGlite} pg
 */
async function create(pg) {
  for (const name of ['template0', 'template1']) {
    await pg.exec(`alter database ${name} is_template false`);
    await pg.exec(`drop database ${name}`);
  }
  const made = await imageOf(pg);
  await pg.close();
  port.postMessage({ created: made }, [made]);
}

/** @param {PGlite} pg */
async function imageOf(pg) {
  // What is unpacked has nothing to recover from its log.
  await pg.exec('checkpoint');
  return (await pg.dumpDataDir('none')).arrayBuffer();
}

/** @param {PGlite} pg */
function serve(pg) {
  port.on('message', async (/** @type {Request} */ request) => {
    try {
      if (request instanceof Uint8Array) return await answer(pg, request);
      if (request.ask === 'ping') return port.postMessage({ done: 'ping' });
      // Nothing else runs on this thread meanwhile, so the copy is what a crash at this moment would leave.
      if (request.ask === 'copy') copyFolder(/** @type {string} */ (folder), request.to);
      if (request.ask === 'image') {
        const image = await imageOf(pg);
        return port.postMessage({ done: 'image', image }, [image]);
      }
      if (request.ask === 'close') await pg.close();
      port.postMessage({ done: request.ask });
    } catch (error) {
      // Without its copy a dump fails; without an answer or a close the engine is of no more use.
      if (!(request instanceof Uint8Array) && request.ask === 'copy') {
        port.postMessage({ done: 'copy', failed: error instanceof Error ? error.message : String(error) });
      } else port.postMessage({ broke: words(error) });
    }
  });
  port.postMessage({ ready: true });
}

/**
 * @param {PGlite} pg
 * @param {Uint8Array} request
 */
async function answer(pg, request) {
  // Byte 0 opens a connection: what a former one left behind in the session goes first.
  if (request[0] === 0) {
    if (pg.isInTransaction()) await pg.exec('rollback');
    await pg.exec('discard all');
  }
  const parts = /** @type {Uint8Array[]} */ ([]);
  await pg.execProtocolRawStream(request, {
    syncToFs: false,
    onRawData: (bytes) => parts.push(bytes.slice()),
  });
  const whole = parts.length === 1 ? /** @type {Uint8Array} */ (parts[0]) : joined(parts);
  port.postMessage(whole, [/** @type {ArrayBuffer} */ (whole.buffer)]);
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * @param {string} from
 * @param {string} to
 */
function copyFolder(from, to) {
  mkdirSync(to, { mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyFolder(source, target);
    else if (entry.name !== 'postmaster.pid') copyFileSync(source, target, constants.COPYFILE_FICLONE);
  }
}

/** @param {string} path */
function syncFolder(path) {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** @param {unknown} error */
function words(error) {
  const own = error instanceof Error ? error.message : typeof error === 'string' ? error : '';
  const said = lastWords.map((line) => /(FATAL|PANIC): .*/.exec(line)?.[0]);
  return [...said, own].filter(Boolean).join('; ');
}
