import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase } from './engine.ts';
import type { Migration } from './port.ts';

// Databases as tar archives. Making one takes seconds, unpacking one a fraction, so each is made once an installation,
// by this installation's own engine, and kept with what is built.

/** @returns an empty one: a copy, for the caller to hand on */
export async function emptyDatabase(): Promise<ArrayBuffer> {
  const name = `empty-database-${version}.tar`;
  const kept = await read(name);
  if (kept) return kept;
  const image = await createDatabase();
  await keep(name, Buffer.from(image)).catch(() => undefined); // A read-only installation makes it each time.
  return image;
}

/** A database that knows these rules, and holds nothing: kept while they are what they are. */
export class RulesImage {
  readonly #name: string;

  constructor(migrations: readonly Migration[]) {
    this.#name = `${rulesName}${version}-${sumOf(JSON.stringify(migrations)).toString('hex').slice(0, 16)}.tar`;
  }

  read(): Promise<ArrayBuffer | undefined> {
    return read(this.#name);
  }

  /** In the place of those with other rules. */
  async keep(image: ArrayBuffer): Promise<void> {
    await keep(this.#name, Buffer.from(image));
    const others = (await readdir(folder)).filter(
      (name) => name.startsWith(rulesName) && name !== this.#name,
    );
    await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
  }
}

/** A file that was cut short, by a full disk or the end of the machine, counts as none. */
async function read(name: string): Promise<ArrayBuffer | undefined> {
  const kept = await readFile(join(folder, name)).catch(() => undefined);
  if (!kept) return undefined;
  const image = kept.subarray(0, -sumBytes);
  return kept.subarray(-sumBytes).equals(sumOf(image)) ? new Uint8Array(image).buffer : undefined;
}

async function keep(name: string, image: Buffer): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = join(folder, `${process.pid}.${name}`);
  await writeFile(unfinished, Buffer.concat([image, sumOf(image)]));
  await rename(unfinished, join(folder, name));
}

/** The sum stands behind the archive's end, where no program that reads archives looks. */
const sumBytes = 32;

function sumOf(content: string | Buffer): Buffer {
  return createHash('sha256').update(content).digest();
}

const rulesName = 'database-with-rules-';
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const folder = join(root, 'dist');
const { version } = createRequire(import.meta.url)(
  join(root, 'node_modules/@electric-sql/pglite/package.json'),
) as { version: string };
