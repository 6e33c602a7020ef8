// @ts-check
/**
 * The thread that reads drafts: a text that costs the Markdown reader seconds costs nobody else a moment. Plain
 * JavaScript, because a worker thread does not reliably inherit the TypeScript loader of its parent.
 */
import { parentPort } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { readDraft } = await import('./readDraft.ts');
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);

port.on('message', async (/** @type {{ id: number, draft: any }} */ { id, draft }) => {
  try {
    port.postMessage({ id, reading: await readDraft(draft) });
  } catch (cause) {
    port.postMessage({ id, failed: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) });
  }
});
port.postMessage({ ready: true });
