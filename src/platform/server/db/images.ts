import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase } from './engine.ts';

/**
 * An empty database as a tar archive. Making one takes seconds, unpacking one a fraction, so it is made once an
 * installation, by this installation's own engine, and kept with what is built.
 *
 * @returns a copy, for the caller to hand on
 */
export async function emptyDatabase(): Promise<ArrayBuffer> {
  const kept = await readKept();
  if (kept) return kept;
  const image = await createDatabase();
  await keep(Buffer.from(image)).catch(() => undefined); // A read-only installation makes it each time.
  return image;
}

/** A file that was cut short, by a full disk or the end of the machine, counts as none. */
async function readKept(): Promise<ArrayBuffer | undefined> {
  const kept = await readFile(imageFile).catch(() => undefined);
  if (!kept) return undefined;
  const image = kept.subarray(0, -sumBytes);
  return kept.subarray(-sumBytes).equals(sumOf(image)) ? new Uint8Array(image).buffer : undefined;
}

async function keep(image: Buffer): Promise<void> {
  await mkdir(dirname(imageFile), { recursive: true });
  const unfinished = `${imageFile}.${process.pid}`;
  await writeFile(unfinished, Buffer.concat([image, sumOf(image)]));
  await rename(unfinished, imageFile);
}

/** The sum stands behind the archive's end, where no program that reads archives looks. */
const sumBytes = 32;

function sumOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const { version } = createRequire(import.meta.url)(
  join(root, 'node_modules/@electric-sql/pglite/package.json'),
) as { version: string };
const imageFile = join(root, 'dist', `empty-database-${version}.tar`);
