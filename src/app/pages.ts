import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import express, { type Express, type Request, type Response } from 'express';
import { Refusal } from '#kernel/refusal.ts';
import type { Catalogue } from '#platform/server/catalogue.ts';
import { mountDocuments } from '#platform/server/documents/pages.ts';
import { sessionCookie } from '#platform/server/doors/http/httpDoor.ts';
import { addressOf, type Outside } from '#platform/server/doors/request.ts';
import type { Metrics } from '#platform/server/metrics.ts';

export const webFolder = path.resolve(import.meta.dirname, '../../dist/web');

export interface PagesParts {
  metrics: Metrics;
  catalogue: Catalogue;
  outside: Outside;
  demo: {
    isOn: () => boolean;
    /** @throws Refusal `not_found` for a name that is none of the demo's people */
    signIn(
      name: string,
      origin: { agent: string; address: string },
    ): Promise<{ token: string; expiresAt: Date }>;
  };
}

/** Addresses beside the contracts': documents, metrics, the demo's doors, and the browser's application. */
export function addPages(app: Express, { metrics, catalogue, outside, demo }: PagesParts): void {
  mountDocuments(app, { catalogue, outside });

  app.get('/metrics', async (request, response) => {
    // Figures about the class are for whoever runs the machine, not for the network.
    if (!isLoopback(request)) throw new Refusal('not_found');
    response.setHeader('content-type', metrics.registry.contentType);
    response.end(await metrics.registry.metrics());
  });

  app.get('/api/demo', (_request, response) => {
    response.json({ data: { demo: demo.isOn() } });
  });

  app.get('/demo/:name', async (request, response) => {
    const origin = { agent: request.get('user-agent') ?? '', address: addressOf(request, outside) };
    const { token, expiresAt } = await demo.signIn(request.params.name, origin);
    const isSecure = outside.origin?.startsWith('https:') ?? false;
    response.setHeader('set-cookie', sessionCookie(token, expiresAt, isSecure));
    response.setHeader('cache-control', 'no-store');
    response.redirect(303, localPath(request.query['to']) ?? '/home');
  });

  app.use(
    '/assets',
    express.static(path.join(webFolder, 'assets'), {
      immutable: true,
      maxAge: '30d',
      index: false,
      fallthrough: false,
    }),
  );
  app.use(express.static(webFolder, { index: false, maxAge: 0, etag: true }));
  app.get('/{*page}', async (request, response, next) => {
    if (request.path.startsWith('/api/') || path.extname(request.path) !== '') return next();
    await sendApplication(response);
  });
  app.use((_request, _response) => {
    throw new Refusal('not_found');
  });
}

/** One page for every address: the browser's router shows the rest. */
async function sendApplication(response: Response): Promise<void> {
  const file = path.join(webFolder, 'index.html');
  if (!existsSync(file)) throw new Refusal('unavailable', 'The pages are not built yet: npm run build.');
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('cache-control', 'no-cache');
  response.end(await readFile(file));
}

function isLoopback(request: Request): boolean {
  const address = request.socket.remoteAddress ?? '';
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

/** A path of ours, never another site's. */
function localPath(given: unknown): string | undefined {
  return typeof given === 'string' && /^\/(?![/\\])[\w\-./?=&%]*$/.test(given) ? given : undefined;
}
