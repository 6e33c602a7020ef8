import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type Express } from 'express';
import { Refusal } from '#kernel/refusal.ts';
import { addressOf, type Outside } from '#platform/server/doors/request.ts';
import { memoryLimits } from '#platform/server/limits.ts';
import type { Taken } from '#platform/server/mail/reports.ts';
import { placeOf } from '#platform/server/network.ts';

export interface MailReportsDoorParts {
  outside: Outside;
  /** `MAIL_REPORTS_SECRET`; absent: the door is not there. */
  secret: string | undefined;
  take(message: Buffer): Promise<Taken>;
}

const rate = { times: 600, perMs: 60_000 };
/** A report has the headers of the mail, or all of it; ours are far smaller. */
const most = '1mb';

/**
 * Where a mail server pipes what comes to `MAIL_RETURN_TO`, as it came:
 * `curl --fail --data-binary @- -H "Authorization: Bearer $SECRET" https://…/mail/reports`. Whatever it is, it is taken;
 * the answer says what became of it. So no server tries again what would be read the same the next time.
 */
export function addMailReports(app: Express, { outside, secret, take }: MailReportsDoorParts): void {
  if (secret === undefined) return;
  const limits = memoryLimits();
  const wanted = digest(`Bearer ${secret}`);
  app.post('/mail/reports', async (request, _response, next) => {
    await limits.take('mail:reports', rate, placeOf(addressOf(request, outside)));
    if (!timingSafeEqual(digest(request.get('authorization') ?? ''), wanted)) throw new Refusal('not_found');
    next();
  });
  app.post('/mail/reports', express.raw({ type: () => true, limit: most }), async (request, response) => {
    const body: unknown = request.body;
    const taken = Buffer.isBuffer(body) ? await take(body) : 'no failure';
    response.setHeader('cache-control', 'no-store');
    response.json({ data: { taken } });
  });
}

/** Of the same length whatever was sent. */
function digest(words: string): Buffer {
  return createHash('sha256').update(words).digest();
}
