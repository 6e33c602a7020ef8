import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestHouse, type TestPerson } from './support/house.ts';
import { aSharedCache, nginxOrReason, type Proxy } from './support/nginx.ts';

const missing = nginxOrReason();

describe.skipIf(missing !== undefined)('CACHE1 a shared cache in front', () => {
  let stoa: TestHouse;
  let webFolder: string;
  let amara: TestPerson;
  let jonas: TestPerson;
  let yusuf: TestPerson;
  let heeding: Proxy;
  let careless: Proxy;
  beforeAll(async () => {
    webFolder = await mkdtemp(path.join(tmpdir(), 'stoa-web-'));
    await mkdir(path.join(webFolder, 'assets'));
    await writeFile(path.join(webFolder, 'assets', 'look-5e5e.css'), 'body { color: black }');
    stoa = await TestHouse.open({}, { webFolder });
    amara = await stoa.student('amara');
    jonas = await stoa.student('jonas');
    yusuf = await stoa.student('yusuf', stoa.south);
    heeding = await aSharedCache(stoa.port);
    careless = await aSharedCache(stoa.port, { careless: true });
  });
  afterAll(async () => {
    await heeding?.stop();
    await careless?.stop();
    await stoa?.close();
    await rm(webFolder, { recursive: true, force: true });
  });

  const ask = async ({ base }: Proxy, address: string, as?: TestPerson) => {
    const response = await fetch(base + address, {
      headers: as ? { cookie: as.cookie } : {},
      redirect: 'manual',
    });
    const { status, headers } = response;
    return { status, headers, cache: headers.get('x-cache'), body: await response.text() };
  };
  /** Everything private that a student reads. */
  const privatePaths = (): string[] => {
    const { cohortId, lessonIds, picture } = stoa.north;
    const cohort = `/api/cohorts/${cohortId}`;
    return [
      '/api/me',
      cohort,
      `${cohort}/lessons/${lessonIds[0]!}`,
      `${cohort}/overview`,
      `${cohort}/notes`,
      `${cohort}/search?q=North`,
      `${cohort}/materials/${picture.hash}/${picture.name}`,
    ];
  };

  test('it does keep what is for everybody', async () => {
    expect((await ask(heeding, '/assets/look-5e5e.css')).cache).toBe('MISS');
    expect(await ask(heeding, '/assets/look-5e5e.css')).toMatchObject({ cache: 'HIT', status: 200 });
  });

  test.each([
    ['that heeds what answers say', () => heeding],
    ['that keeps whatever it can', () => careless],
  ])('one %s never gives one person’s answer to another', async (_what, proxy) => {
    for (const address of privatePaths()) {
      const first = await ask(proxy(), address, amara);
      expect([address, first.status]).toEqual([address, 200]);
      expect([address, first.headers.get('cache-control')]).toEqual([
        address,
        expect.stringMatching(/^(?:no-store|private, max-age=\d+(?:, immutable)?)$/),
      ]);
      expect(first.headers.get('set-cookie')).toBeNull();

      expect([address, (await ask(proxy(), address)).status]).toEqual([address, 401]);
      const stranger = await ask(proxy(), address, yusuf);
      if (address !== '/api/me') expect([address, stranger.status]).toEqual([address, 404]);
      expect(stranger.body).not.toContain('North');
      expect(stranger.body).not.toContain(amara.userId);
      if (proxy() === careless) expect((await ask(careless, address, amara)).cache).toBe('HIT');
      const classmate = await ask(proxy(), address, jonas);
      expect([address, classmate.status]).toEqual([address, 200]);
      expect(classmate.body).not.toContain(amara.userId);
    }
  });

  test('one that heeds what answers say keeps nothing of them at all', async () => {
    for (const address of privatePaths()) {
      await ask(heeding, address, amara);
      expect([address, (await ask(heeding, address, amara)).cache]).toEqual([address, 'MISS']);
    }
  });

  test('no address becomes another’s answer by looking like a file', async () => {
    for (const address of privatePaths()) {
      for (const dressed of [
        `${address.split('?')[0]}/file.css`,
        `${address.split('?')[0]};x.css`,
        `${address.split('?')[0]}%2Ffile.css`,
      ]) {
        const as = await ask(careless, dressed, amara);
        expect([dressed, as.status]).toEqual([dressed, expect.any(Number)]);
        expect([dressed, [404, 422, 400].includes(as.status)]).toEqual([dressed, true]);
        expect(as.body).not.toContain('North');
        expect(as.body).not.toContain(amara.userId);
      }
    }
  });
});
