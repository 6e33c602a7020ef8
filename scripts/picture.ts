// `npm run picture`: docs/picture.png from the running demo, the class as its instructor sees it beside the
// phone of a student who has just completed a lesson.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { launchBrowser } from '../tests/support/browser.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'stoa-picture-'));
const server = spawn(process.execPath, ['--import', 'tsx', 'src/app/start.ts'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', DEMO_SIMULATOR: 'off' },
});
const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()));
const browser = await launchBrowser();
try {
  const base = await urlOf();
  const open = async (name: string, size: { width: number; height: number }) => {
    const context = await browser.newContext({ viewport: size, deviceScaleFactor: 1, colorScheme: 'light' });
    const page = await context.newPage();
    await page.goto(`${base}/demo/${name}`);
    return page;
  };
  const teacher = await open('ines', { width: 1_060, height: 760 });
  const cohortId = await teacher.evaluate(async () => {
    const me = (await (await fetch('/api/me')).json()) as { data: { cohorts: { id: string }[] } };
    return me.data.cohorts[0]!.id;
  });
  await teacher.goto(`${base}/teach/${cohortId}`);
  await teacher.getByRole('grid').waitFor();
  const phone = await open('amara', { width: 375, height: 760 });
  await phone.getByRole('link', { name: /continue/i }).click();
  await phone.getByRole('button', { name: /complete/i }).click();
  await phone.goto(`${base}/home`);
  await phone.getByText('6 of 14').first().waitFor();
  const [left, right] = await Promise.all([teacher.screenshot(), phone.screenshot()]);

  const sheet = await (
    await browser.newContext({ viewport: { width: 1_520, height: 840 }, deviceScaleFactor: 1 })
  ).newPage();
  await sheet.setContent(`
    <style>
      body { margin: 0; display: flex; gap: 32px; padding: 40px 26px; background: #e9e6df; }
      img { display: block; border: 2px solid #1b1a17; border-radius: 12px; }
      img + img { border-width: 6px; border-radius: 30px; margin-block-start: -4px; }
    </style>
    <img src="data:image/png;base64,${left.toString('base64')}" alt="">
    <img src="data:image/png;base64,${right.toString('base64')}" alt="">`);
  await sheet.screenshot({ path: path.join(root, 'docs/picture.png') });
  console.log('docs/picture.png is made.');
} finally {
  await browser.close();
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

/** Where the demo serves, as it says itself once it is ready. */
async function urlOf(): Promise<string> {
  for await (const line of createInterface({ input: server.stdout })) {
    const said = JSON.parse(line) as { event: string; url: string };
    if (said.event === 'ready') return said.url;
  }
  throw new Error('the demo ended before it was ready');
}
