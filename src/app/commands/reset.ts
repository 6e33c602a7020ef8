import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Order } from '../order.ts';
import { lockFolder } from '#platform/server/db/folderLock.ts';
import { confirm, Fault } from '../terminal.ts';

/** Removes the embedded database and its dumps. A PostgreSQL database is its owner's to remove. */
export async function reset({ settings, has }: Order): Promise<void> {
  const { DATA_DIR, DATABASE_URL } = settings;
  if (DATABASE_URL !== undefined)
    throw new Fault('The data is in PostgreSQL: drop and create that database yourself.');
  if (!existsSync(DATA_DIR)) {
    console.log(`There is nothing in ${DATA_DIR}.`);
    return;
  }
  const lock = await lockFolder(DATA_DIR);
  try {
    const question = `This removes the database in ${DATA_DIR}, its dumps too.`;
    if (!has('yes') && !(await confirm(question))) {
      console.log('Nothing was removed.');
      return;
    }
    // Only what is ours: somebody may have chosen a folder that holds other things too.
    for (const entry of await readdir(DATA_DIR)) {
      const isOurs = ['database', 'dumps', 'dumped'].includes(entry) || entry.startsWith('damaged-');
      if (isOurs) await rm(path.join(DATA_DIR, entry), { recursive: true });
    }
    console.log('Removed. The next npm start begins anew.');
  } finally {
    lock.release();
  }
}
