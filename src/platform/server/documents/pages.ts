import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { WIRE_VERSION } from '#kernel/contract.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Outside } from '../doors/request.ts';
import { apiPage } from './apiPage.ts';
import { asyncApi } from './asyncapi.ts';
import { eventsPage } from './eventsPage.ts';
import { openApi, type DocumentAbout } from './openapi.ts';

/** The part of an Express application that is needed here. */
interface Addresses {
  get(path: string, answer: (request: IncomingMessage, response: ServerResponse) => void): unknown;
}

/** Mounts both documents and the pages that show them. Each is made when it is first asked for, and kept. */
export function mountDocuments(
  app: Addresses,
  { catalogue, outside }: { catalogue: Catalogue; outside: Outside },
): void {
  const about: DocumentAbout = { title: 'Stoa', version: `${WIRE_VERSION}`, serverUrl: outside.origin };
  const documents = {
    '/api/openapi.json': { type: 'application/json', make: () => json(openApi(catalogue, about)) },
    '/api/asyncapi.json': { type: 'application/json', make: () => json(asyncApi(catalogue, about)) },
    '/docs/api': { type: 'text/html', make: () => apiPage(openApi(catalogue, about)) },
    '/docs/events': { type: 'text/html', make: () => eventsPage(asyncApi(catalogue, about)) },
  };
  for (const [path, { type, make }] of Object.entries(documents)) {
    let made: { body: Buffer; etag: string } | undefined;
    app.get(path, (request, response) => {
      made ??= withTag(Buffer.from(make()));
      response.setHeader('etag', made.etag);
      response.setHeader('cache-control', 'no-cache');
      response.setHeader('x-content-type-options', 'nosniff');
      if (request.headers['if-none-match'] === made.etag) {
        response.statusCode = 304;
        response.end();
        return;
      }
      response.setHeader('content-type', `${type}; charset=utf-8`);
      response.setHeader('content-length', made.body.byteLength);
      response.end(request.method === 'HEAD' ? undefined : made.body);
    });
  }
}

function withTag(body: Buffer): { body: Buffer; etag: string } {
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
