import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Caching, CommandSpec, Method, ViewSpec } from '#kernel/contract.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Catalogue } from '../../catalogue.ts';
import type { Perform } from '../../commands.ts';
import type { Actor, Bytes, SessionCookie } from '../../feature.ts';
import type { Metrics } from '../../metrics.ts';
import type { Look } from '../../views.ts';
import { isDefect, refusalOf, writeProblem } from '../problems.ts';
import { bodySteps, bytesOf, refuseRest } from './bodies.ts';
import { sendBytes, tagsIn } from './files.ts';
import { sendUnchanged } from './unchanged.ts';
import {
  addressOf,
  plainCookieName,
  requireOwnOrigin,
  secureCookieName,
  type Identified,
  type Outside,
} from '../request.ts';

/** Where addresses beside the contracts' are added. */
export type Router = Express;

export interface HttpDoorParts {
  catalogue: Catalogue;
  perform: Perform;
  look: Look;
  metrics: Metrics;
  identify: (request: Request, options?: { fresh?: boolean }) => Promise<Identified | undefined>;
  outside: Outside;
  /** Hosts whose pages may stand in a frame of ours. */
  frameHosts: readonly string[];
  defect: (cause: unknown, about: Record<string, string>) => void;
  /** Pages and other addresses that are not contracts', put between the API and the last "not found". */
  more: (app: Express) => void;
}

/** Every command and view of the house under its HTTP address. */
export function httpDoor(parts: HttpDoorParts): Express {
  const { catalogue, outside } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use((_request, response, next) => {
    response.locals['requestId'] = randomUUID();
    next();
  });
  const [ofPages, ofData] = [pageHeaders(outside, parts.frameHosts), dataHeaders(outside)];
  app.use((request, response, next) =>
    (request.path.startsWith('/api/') ? ofData : ofPages)(request, response, next),
  );
  app.use('/api', (_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    // What may be kept is kept for one session: the next person at the same browser, or behind the same cache
    // that keeps what it should not, has another.
    response.vary('cookie, authorization, accept-encoding');
    next();
  });

  for (const [name, spec] of catalogue.commands) {
    const [method, path] = spec.http;
    route(app, method, path, ...bodySteps(spec), (request: Request, response: Response) =>
      answerCommand(parts, name, spec, request, response),
    );
  }
  for (const [name, spec] of catalogue.views) {
    route(app, 'GET', spec.http, (request: Request, response: Response) =>
      answerView(parts, name, spec, request, response),
    );
  }

  parts.more(app);
  app.use('/api', () => {
    throw new Refusal('not_found');
  });
  app.use((cause: unknown, request: Request, response: Response, _next: NextFunction) => {
    const refusal = refusalOf(cause);
    const requestId = response.locals['requestId'] as string;
    if (isDefect(refusal)) parts.defect(cause, { requestId, method: request.method, path: request.path });
    refuseRest(request, response);
    writeProblem(response, refusal, requestId);
  });
  return app;
}

type Step = (request: Request, response: Response, next: NextFunction) => unknown;

function route(app: Express, method: Method, path: string, ...steps: Step[]): void {
  app[method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'](path, ...steps);
}

async function answerCommand(
  parts: HttpDoorParts,
  name: string,
  { takes }: CommandSpec,
  request: Request,
  response: Response,
): Promise<void> {
  requireOwnOrigin(request, parts.outside);
  const identified = await parts.identify(request, { fresh: true });
  const limitBytes = takes && 'bytes' in takes ? takes.bytes : undefined;
  const { commandId, ...body } = limitBytes === undefined ? bodyOf(request) : { ...request.query };
  const cookie = new PendingCookie(response, isSecure(parts.outside));
  const answer = await parts.perform({
    name,
    actor: identified?.person ?? anonymous,
    input: { ...body, ...request.params },
    commandId: request.get('idempotency-key') ?? (commandId as string | undefined),
    address: addressOf(request, parts.outside),
    agent: request.get('user-agent') ?? '',
    cookie,
    ...(limitBytes !== undefined && { body: bytesOf(request, limitBytes) }),
  });
  cookie.send();
  if (answer.isKept) response.setHeader('idempotent-replayed', 'true');
  response.json({ data: answer.data });
}

async function answerView(
  parts: HttpDoorParts,
  name: string,
  spec: ViewSpec,
  request: Request,
  response: Response,
): Promise<void> {
  const startedMs = performance.now();
  let outcome = 'ok';
  try {
    const identified = await parts.identify(request);
    const seen = spec.data === 'bytes' ? [] : tagsIn(request.headers['if-none-match']);
    const { data, cursor, tag } = await parts.look(
      name,
      identified?.person ?? anonymous,
      { ...request.query, ...request.params },
      addressOf(request, parts.outside),
      seen,
    );
    response.setHeader('cache-control', keptFor[spec.caching ?? 'none']);
    if (spec.data === 'bytes') {
      await sendBytes(request, response, data as Bytes);
      return;
    }
    if (tag !== undefined) {
      response.setHeader('etag', `W/"${tag}"`);
      // Said beside the answer, too: one that a browser kept may be old, where its listening starts is not.
      response.setHeader('stoa-cursor', cursor);
    }
    if (data === undefined) sendUnchanged(response);
    else if (tag === undefined) response.json({ data, cursor });
    else await sendSmall(request, response, JSON.stringify({ data, cursor }));
  } catch (cause) {
    outcome = refusalOf(cause).code;
    throw cause;
  } finally {
    parts.metrics.viewTook(name, outcome, performance.now() - startedMs);
  }
}

const gzipped = promisify(gzip);
/** Below this, a compressed answer is hardly a smaller one. */
const worthCompressingBytes = 1_024;

/** What pages are opened with, compressed where that is understood. Streams never pass here. */
async function sendSmall(request: Request, response: Response, json: string): Promise<void> {
  response.setHeader('content-type', 'application/json; charset=utf-8');
  let body = Buffer.from(json);
  if (body.byteLength >= worthCompressingBytes && request.acceptsEncodings('gzip') === 'gzip') {
    body = await gzipped(body);
    response.setHeader('content-encoding', 'gzip');
  }
  response.setHeader('content-length', body.byteLength);
  response.end(request.method === 'HEAD' ? undefined : body);
}

const keptFor: Readonly<Record<Caching, string>> = {
  none: 'no-store',
  metadata: 'private, max-age=604800',
  enrolment: 'private, max-age=3600',
  immutable: 'private, max-age=2592000, immutable',
};

function bodyOf(request: Request): Record<string, unknown> {
  const body: unknown = request.body ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new Refusal('malformed');
  return body as Record<string, unknown>;
}

const anonymous: Actor = { kind: 'anonymous' };

function isSecure({ origin }: Outside): boolean {
  return origin?.startsWith('https:') ?? false;
}

/** Remembers what a command wants done to the cookie until it has committed. */
class PendingCookie implements SessionCookie {
  readonly #response: Response;
  readonly #isSecure: boolean;
  #line: string | undefined;

  constructor(response: Response, isSecureOutside: boolean) {
    this.#response = response;
    this.#isSecure = isSecureOutside;
  }

  set(token: string, expiresAt: Date): void {
    this.#line = sessionCookie(token, expiresAt, this.#isSecure);
  }

  clear(): void {
    this.#line = sessionCookie('', new Date(0), this.#isSecure);
  }

  send(): void {
    if (this.#line !== undefined) this.#response.setHeader('set-cookie', this.#line);
  }
}

/** The `Set-Cookie` line of a session. */
export function sessionCookie(token: string, expiresAt: Date, isSecureOutside: boolean): string {
  const name = isSecureOutside ? secureCookieName : plainCookieName;
  const secure = isSecureOutside ? '; Secure' : '';
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Lax; Expires=${expiresAt.toUTCString()}${secure}`;
}

function pageHeaders(outside: Outside, frameHosts: readonly string[]): Step {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'", ...frameHosts.map((host) => `https://${host}`)],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isSecure(outside),
    xFrameOptions: { action: 'sameorigin' },
  }) as Step;
}

/** Data is no page, wherever it is opened: what only tells pages how to behave would be most of a small answer. */
function dataHeaders(outside: Outside): Step {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    referrerPolicy: false,
    strictTransportSecurity: isSecure(outside),
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  }) as Step;
}
