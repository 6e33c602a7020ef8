import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findNginx } from '../../scripts/services.ts';
import { ServiceMissing } from './serviceMissing.ts';

export interface Proxy {
  base: string;
  stop(): Promise<void>;
}

/**
 * A private nginx on a free loopback port that keeps every answer it may, and says by `x-cache` whether it asked.
 *
 * @param careless it does not heed what answers say about being kept
 * @throws ServiceMissing when there is no nginx
 */
export async function aSharedCache(upstreamPort: number, { careless = false } = {}): Promise<Proxy> {
  const program = findNginx();
  if (!program) throw missing();
  const folder = await mkdtemp(path.join(tmpdir(), 'stoa-nginx-'));
  for (const name of ['cache', 'body', 'proxy', 'other']) await mkdir(path.join(folder, name));
  const port = await freePort();
  await writeFile(path.join(folder, 'nginx.conf'), settings(port, upstreamPort, careless));
  const child = spawn(program, ['-p', folder, '-c', path.join(folder, 'nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const base = `http://127.0.0.1:${port}`;
  await untilItAnswers(`${base}/proxy-is-here`, child, () => said);
  return {
    base,
    async stop() {
      const gone = once(child, 'close');
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The cache, or a reason to skip. @throws ServiceMissing where `CI` is `true`, so that nothing is skipped unseen */
export function nginxOrReason(): string | undefined {
  if (findNginx()) return undefined;
  if (process.env['CI'] === 'true') throw missing();
  const { message } = missing();
  process.stderr.write(`Skipped: ${message}\n`);
  return message;
}

function missing(): ServiceMissing {
  return new ServiceMissing('nginx', '`npm test` brings it where it may.');
}

function settings(port: number, upstreamPort: number, careless: boolean): string {
  return `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr warn;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path other;
  uwsgi_temp_path other;
  scgi_temp_path other;
  client_max_body_size 0;
  proxy_cache_path cache keys_zone=answers:10m;
  server {
    listen 127.0.0.1:${port};
    location = /proxy-is-here { return 204; }
    location / {
      proxy_pass http://127.0.0.1:${upstreamPort};
      proxy_http_version 1.1;
      proxy_set_header host $http_host;
      proxy_set_header x-forwarded-for $remote_addr;
      proxy_request_buffering off;
      proxy_cache answers;
      proxy_cache_valid any 10m;
      ${careless ? 'proxy_ignore_headers Cache-Control Expires Set-Cookie;' : ''}
      add_header x-cache $upstream_cache_status always;
    }
  }
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilItAnswers(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${said()}`);
    try {
      await fetch(url);
      return;
    } catch (cause) {
      if (tries > 100) throw new Error(`nginx does not answer: ${said()}`, { cause });
      await wait(50);
    }
  }
}
