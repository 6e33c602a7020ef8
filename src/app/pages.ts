import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { Refusal } from '#kernel/refusal.ts';
import type { Catalogue } from '#platform/server/catalogue.ts';
import { mountDocuments } from '#platform/server/documents/pages.ts';
import { sessionCookie } from '#platform/server/doors/http/httpDoor.ts';
import { sendUnchanged } from '#platform/server/doors/http/unchanged.ts';
import { addressOf, isFromThisMachine, tokenOf, type Outside } from '#platform/server/doors/request.ts';
import { mountCaughtMail } from '#platform/server/mail/caughtPages.ts';
import type { Metrics } from '#platform/server/metrics.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import { localPath } from './localPath.ts';
import { piecesAhead } from './pagesAhead.ts';
import { addSignOn, type SignOnDoorParts } from './signOnDoor.ts';
import { addMailReports, type MailReportsDoorParts } from './mailReportsDoor.ts';
import { addStopMail, type StopMailDoorParts } from './stopMailDoor.ts';

export const builtWebFolder = path.resolve(import.meta.dirname, '../../dist/web');

export interface PagesParts {
  /** Where the browser's application was built. */
  webFolder: string;
  metrics: Metrics;
  catalogue: Catalogue;
  outside: Outside;
  /** Where mails are caught; undefined when they are sent. */
  caughtMail: Queryable | undefined;
  signOn: Omit<SignOnDoorParts, 'outside'>;
  stopMail: StopMailDoorParts['stop'];
  mailReports: Omit<MailReportsDoorParts, 'outside'>;
  demo: {
    isOn: () => boolean;
    /** Whether two of its people can be shown side by side, see sideBySide.ts. */
    hasSeats: () => boolean;
    /** @throws Refusal `not_found` for a name that is none of the demo's people */
    signIn(
      name: string,
      origin: { agent: string; address: string },
    ): Promise<{ token: string; expiresAt: Date }>;
  };
}

/** Addresses beside the contracts': documents, metrics, the demo's doors, and the browser's application. */
export function addPages(app: Express, parts: PagesParts): void {
  const { webFolder, metrics, catalogue, outside, demo, caughtMail, signOn, stopMail, mailReports } = parts;
  mountDocuments(app, { catalogue, outside });
  mountCaughtMail(app, caughtMail);
  addSignOn(app, { ...signOn, outside });
  addStopMail(app, { outside, stop: stopMail });
  addMailReports(app, { ...mailReports, outside });

  app.get('/metrics', async (request, response) => {
    // Figures about the class are for whoever runs the machine, not for the network.
    if (!isFromThisMachine(request)) throw new Refusal('not_found');
    response.setHeader('content-type', metrics.registry.contentType);
    response.end(await metrics.registry.metrics());
  });

  app.get('/api/demo', (_request, response) => {
    response.json({ data: { demo: demo.isOn(), seats: demo.hasSeats() } });
  });

  app.get('/demo/:name', async (request, response) => {
    const origin = { agent: request.get('user-agent') ?? '', address: addressOf(request, outside) };
    const { token, expiresAt } = await demo.signIn(request.params.name, origin);
    const isSecure = outside.origin?.startsWith('https:') ?? false;
    response.setHeader('set-cookie', sessionCookie(token, expiresAt, isSecure));
    response.setHeader('cache-control', 'no-store');
    response.redirect(303, localPath(request.query['to']) ?? '/home');
  });

  const assetFolder = path.join(webFolder, 'assets');
  const ahead = piecesAhead(webFolder);
  app.use(
    '/assets',
    takingTwins(assetFolder),
    express.static(assetFolder, {
      immutable: true,
      maxAge: '30d',
      index: false,
      fallthrough: false,
    }),
  );
  app.use(express.static(webFolder, { index: false, maxAge: 0, etag: true }));
  app.get('/{*page}', async (request, response, next) => {
    if (request.path.startsWith('/api/') || path.extname(request.path) !== '') return next();
    // What every page inside asks first: under way before the script that asks, of use to a slow network alone.
    if (tokenOf(request, outside) !== undefined)
      response.setHeader('link', ['</api/me>; rel=preload; as=fetch; crossorigin', ...ahead(request.path)]);
    await sendApplication(webFolder, request, response);
  });
  app.use((_request, _response) => {
    throw new Refusal('not_found');
  });
}

/**
 * Turns a request for a file into one for its compressed twin, where the build left one and the browser takes
 * it. Nothing is compressed while it is served, so no stream is ever held back by it.
 */
function takingTwins(folder: string): RequestHandler {
  const twins = new Set(existsSync(folder) ? readdirSync(folder) : []);
  // The smaller one first.
  const kinds = [
    { encoding: 'br', ending: '.br' },
    { encoding: 'gzip', ending: '.gz' },
  ];
  return (request, response, next) => {
    const name = request.path.slice(1);
    const here = kinds.filter(({ ending }) => twins.has(name + ending));
    if (here.length === 0) return next();
    response.vary('accept-encoding');
    const taken = here.find(({ encoding }) => request.acceptsEncodings(encoding));
    if (taken) {
      response.setHeader('content-encoding', taken.encoding);
      response.type(path.extname(name));
      request.url = `/${name}${taken.ending}`;
    }
    next();
  };
}

/** One page for every address: the browser's router shows the rest. */
async function sendApplication(
  webFolder: string,
  request: Pick<Request, 'fresh'>,
  response: Response,
): Promise<void> {
  const file = path.join(webFolder, 'index.html');
  if (!existsSync(file)) throw new Refusal('unavailable', 'The pages are not built yet: npm run build.');
  const page = await readFile(file);
  response.setHeader('cache-control', 'no-cache');
  // How the page is to behave is part of it: where it is not sent again, neither is that.
  const behaviour = String(response.getHeader('content-security-policy'));
  const tag = createHash('sha256').update(page).update(behaviour).digest('base64url');
  response.setHeader('etag', `"${tag}"`);
  if (request.fresh) {
    sendUnchanged(response);
    return;
  }
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(page);
}
