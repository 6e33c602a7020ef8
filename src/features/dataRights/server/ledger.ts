import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const line = z.object({ accountId: z.uuid(), at: z.iso.datetime(), keepsCertificates: z.boolean() });
export type LedgerLine = z.output<typeof line>;

/**
 * Who was forgotten, in a file beside the database: a backup that is put in its place may be older than an
 * erasure, and does not know of it. The file holds ids and moments alone.
 */
export interface Ledger {
  read(): Promise<LedgerLine[]>;
  append(line: LedgerLine): Promise<void>;
}

/** @throws Error naming the line of the file that cannot be read: who was forgotten must not be guessed */
export function ledgerIn(file: string): Ledger {
  return {
    async read() {
      const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
        if (cause.code === 'ENOENT') return '';
        throw cause;
      });
      return text
        .split('\n')
        .filter((each) => each.trim() !== '')
        .map((each, index) => {
          try {
            return line.parse(JSON.parse(each));
          } catch (cause) {
            throw new Error(`${file}, line ${index + 1}, names nobody who was forgotten`, { cause });
          }
        });
    },
    async append(entry) {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await appendFile(file, `${JSON.stringify(entry)}\n`, { mode: 0o600, flush: true });
    },
  };
}

/** Of a database that no restart outlives. */
export const noLedger: Ledger = { read: async () => [], append: async () => {} };
