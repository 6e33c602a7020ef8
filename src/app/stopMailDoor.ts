import type { Express } from 'express';
import type { stopMail } from '#features/notifications/server/stopping.ts';
import { addressOf, type Outside } from '#platform/server/doors/request.ts';
import { memoryLimits } from '#platform/server/limits.ts';
import { placeOf } from '#platform/server/network.ts';

export interface StopMailDoorParts {
  outside: Outside;
  /** @throws Refusal `not_found` for a secret that nobody was given */
  stop(token: string): ReturnType<typeof stopMail>;
}

const rate = { times: 60, perMs: 60_000 };

/**
 * The address that mails name in their header: a mail program posts a form to it, without cookie or origin (RFC 8058),
 * and that kind of mail is off. The same address opened in a browser is a page, and changes nothing by itself: programs
 * that look at links before people do open them.
 */
export function addStopMail(app: Express, { outside, stop }: StopMailDoorParts): void {
  const limits = memoryLimits();
  app.post('/stop/:token', async (request, response) => {
    await limits.take('mail:stop', rate, placeOf(addressOf(request, outside)));
    const { stopped } = await stop(request.params.token);
    response.setHeader('cache-control', 'no-store');
    response.json({ data: { stopped } });
  });
}
