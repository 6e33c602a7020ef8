import type { ServerResponse } from 'node:http';
import { problemOf, Refusal, type RefusalCode } from '#kernel/refusal.ts';
import { isUnavailable } from '../db/errors.ts';

/** What a person hears of a failure: refusals as they are, a lost database as `unavailable`, the rest as `internal`. */
export function refusalOf(cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause;
  if (isUnavailable(cause)) return new Refusal('unavailable', undefined, { cause, retryAfterMs: 2_000 });
  return new Refusal(codeOf(cause), undefined, { cause });
}

/** Whether a failure is news to whoever runs this Stoa; a refusal that nothing caused was meant. */
export function isDefect(refusal: Refusal): boolean {
  return refusal.code === 'internal' || (refusal.code === 'unavailable' && refusal.cause !== undefined);
}

/** Writes a refusal as `application/problem+json` on a response that has not begun. */
export function writeProblem(response: ServerResponse, refusal: Refusal, requestId?: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = problemOf(refusal, requestId);
  const body = Buffer.from(JSON.stringify(problem));
  response.statusCode = problem.status;
  response.setHeader('content-type', 'application/problem+json; charset=utf-8');
  response.setHeader('content-length', body.length);
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  if (refusal.retryAfterMs !== undefined) {
    response.setHeader('retry-after', Math.ceil(refusal.retryAfterMs / 1_000));
  }
  response.end(body);
}

/** Express, its parser and its file server mark faults of the request with a status. */
function codeOf(cause: unknown): RefusalCode {
  if (cause instanceof URIError) return 'malformed';
  const status = statusIn(cause);
  if (status === undefined || status < 400 || status >= 500) return 'internal';
  return codesByStatus[status] ?? 'malformed';
}

const codesByStatus: Readonly<Record<number, RefusalCode>> = {
  404: 'not_found',
  413: 'too_large',
  415: 'unsupported_type',
};

function statusIn(cause: unknown): number | undefined {
  if (!(cause instanceof Error) || !('status' in cause)) return undefined;
  return typeof cause.status === 'number' ? cause.status : undefined;
}
