import { randomUUID } from 'node:crypto';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Method, ViewSpec } from '#kernel/contract.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Catalogue } from '../../catalogue.ts';
import type { Perform } from '../../commands.ts';
import type { Actor, Bytes, SessionCookie } from '../../feature.ts';
import type { Metrics } from '../../metrics.ts';
import type { Look } from '../../views.ts';
import { isDefect, refusalOf, writeProblem } from '../problems.ts';
import {
  addressOf,
  plainCookieName,
  requireOwnOrigin,
  secureCookieName,
  type Identified,
  type Outside,
} from '../request.ts';

const mostBodyBytes = 65_536;

/** Where addresses beside the contracts' are added. */
export type Router = Express;

export interface HttpDoorParts {
  catalogue: Catalogue;
  perform: Perform;
  look: Look;
  metrics: Metrics;
  identify: (request: Request, options?: { fresh?: boolean }) => Promise<Identified | undefined>;
  outside: Outside;
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
  app.use(securityHeaders(outside));
  app.use('/api', (_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });

  const json = express.json({ limit: mostBodyBytes, strict: true });
  for (const [name, spec] of catalogue.commands) {
    const [method, path] = spec.http;
    route(app, method, path, requireJson, json, (request: Request, response: Response) =>
      answerCommand(parts, name, request, response),
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
    writeProblem(response, refusal, requestId);
  });
  return app;
}

type Step = (request: Request, response: Response, next: NextFunction) => unknown;

function route(app: Express, method: Method, path: string, ...steps: Step[]): void {
  app[method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'](path, ...steps);
}

/** State changes by JSON alone: other types are what a form on another site can send. */
function requireJson(request: Request, _response: Response, next: NextFunction): void {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (hasBody && !request.is('application/json')) throw new Refusal('unsupported_type');
  next();
}

async function answerCommand(
  parts: HttpDoorParts,
  name: string,
  request: Request,
  response: Response,
): Promise<void> {
  requireOwnOrigin(request, parts.outside);
  const identified = await parts.identify(request, { fresh: true });
  const { commandId, ...body } = bodyOf(request);
  const cookie = new PendingCookie(response, isSecure(parts.outside));
  const answer = await parts.perform({
    name,
    actor: identified?.person ?? anonymous,
    input: { ...body, ...request.params },
    commandId: request.get('idempotency-key') ?? (commandId as string | undefined),
    address: addressOf(request, parts.outside),
    agent: request.get('user-agent') ?? '',
    cookie,
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
    const { data, cursor } = await parts.look(name, identified?.person ?? anonymous, {
      ...request.query,
      ...request.params,
    });
    if (spec.data === 'bytes') sendBytes(request, response, data as Bytes);
    else response.json({ data, cursor });
  } catch (cause) {
    outcome = refusalOf(cause).code;
    throw cause;
  } finally {
    parts.metrics.viewTook(name, outcome, performance.now() - startedMs);
  }
}

/** Files carry the hash of their bytes in their address: what a browser has, it has for good. */
function sendBytes(request: Request, response: Response, { type, bytes, inline, fileName }: Bytes): void {
  response.setHeader('cache-control', 'private, max-age=2592000, immutable');
  response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  response.setHeader('content-type', type);
  response.setHeader(
    'content-disposition',
    `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(fileName)}`,
  );
  response.setHeader('content-length', bytes.byteLength);
  if (request.method === 'HEAD') response.end();
  else response.end(bytes);
}

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

function securityHeaders(outside: Outside): Step {
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
        frameSrc: ["'self'"],
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
