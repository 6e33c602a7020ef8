import type { Express, Request } from 'express';
import { z } from 'zod';
import { Refusal } from '#kernel/refusal.ts';
import type { SingleSignOn, Writing } from '#features/identity/server/sso/singleSignOn.ts';
import { NoProof } from '#features/identity/server/sso/signOn.ts';
import { sessionCookie } from '#platform/server/doors/http/httpDoor.ts';
import { addressOf, cookieIn, type Identified, type Outside } from '#platform/server/doors/request.ts';
import { memoryLimits } from '#platform/server/limits.ts';
import type { Logger } from '#platform/server/logging.ts';
import { placeOf } from '#platform/server/network.ts';
import { localPath } from './localPath.ts';

export interface SignOnDoorParts {
  signOn: SingleSignOn;
  write: Writing;
  outside: Outside;
  identify: (request: Request) => Promise<Identified | undefined>;
  logger: Pick<Logger, 'warn'>;
}

/** A class comes from one address in the same minute; somebody who fills the table of attempts does not. */
const rate = { times: 600, perMs: 60_000 };
const attemptS = 600;
const uuid = z.uuid();

/** The two addresses of a sign-in at an organisation's own provider: there, and back. */
export function addSignOn(app: Express, { signOn, write, outside, identify, logger }: SignOnDoorParts): void {
  const limits = memoryLimits();
  const isSecure = outside.origin?.startsWith('https:') ?? false;
  const cookieName = isSecure ? '__Host-stoa-sign-on' : 'stoa-sign-on';

  app.get('/sso/:organisationId', async (request, response) => {
    const organisationId = organisationIn(request.params.organisationId);
    await limits.take('sso:begin', rate, placeOf(addressOf(request, outside)));
    const word = (name: string): string | undefined => {
      const given = request.query[name];
      return typeof given === 'string' && given.length <= 300 ? given : undefined;
    };
    const isTest = word('test') !== undefined;
    const tester = isTest ? await identify(request) : undefined;
    if (isTest && !tester) throw new Refusal('signed_out');
    response.setHeader('cache-control', 'no-store');
    try {
      const { url, browser } = await signOn.begin(
        {
          organisationId,
          goesTo: localPath(word('to')) ?? '/home',
          zone: word('zone'),
          hint: word('hint'),
          browser: cookieIn(request, cookieName),
        },
        tester?.person,
      );
      const secure = isSecure ? '; Secure' : '';
      response.setHeader(
        'set-cookie',
        `${cookieName}=${browser}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${attemptS}${secure}`,
      );
      response.redirect(303, url);
    } catch (cause) {
      if (!(cause instanceof NoProof)) throw cause;
      logger.warn({ organisationId, outcome: cause.outcome, fault: faultOf(cause.cause) }, 'sign-on');
      response.redirect(303, `/login?sso=${cause.outcome}`);
    }
  });

  app.get('/sso/:organisationId/callback', async (request, response) => {
    const organisationId = organisationIn(request.params.organisationId);
    const address = addressOf(request, outside);
    await limits.take('sso:end', rate, placeOf(address));
    response.setHeader('cache-control', 'no-store');
    const ending = await signOn.end(
      {
        organisationId,
        query: new URL(request.originalUrl, 'http://here').searchParams,
        browser: cookieIn(request, cookieName),
        origin: { agent: request.get('user-agent') ?? '', address },
        leaving: (await identify(request))?.person,
      },
      write,
    );
    switch (ending.kind) {
      case 'signed-in':
        response.setHeader('set-cookie', sessionCookie(ending.token, ending.expiresAt, isSecure));
        return response.redirect(303, ending.goesTo);
      case 'tested':
        return response.redirect(303, `/org/${organisationId}/sso`);
      case 'failed':
        logger.warn({ organisationId, outcome: ending.outcome, fault: faultOf(ending.cause) }, 'sign-on');
        return response.redirect(303, `/login?sso=${ending.outcome}`);
    }
  });
}

function organisationIn(given: string | undefined): string {
  if (!uuid.safeParse(given).success) throw new Refusal('not_found');
  return given!;
}

/** Which check failed, for the log; what was sent is not quoted. */
function faultOf(cause: unknown): string | undefined {
  const inner = cause instanceof NoProof ? cause.cause : cause;
  if (!(inner instanceof Error)) return undefined;
  const { name, code, error } = inner as Error & { code?: string; error?: string };
  return [name, code, error].filter(Boolean).join(' ');
}
