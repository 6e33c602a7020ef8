import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Delivery } from '../../delivery/delivery.ts';
import type { Polls } from '../../delivery/polls.ts';
import { readCursor } from '../../delivery/startingPosition.ts';
import type { Person } from '../../feature.ts';

/** Answers a poll: 304 decided from numbers in memory where nothing moved, else what came since the cursor. */
export async function answerPoll(
  parts: { delivery: Delivery; polls: Polls },
  request: IncomingMessage,
  response: ServerResponse,
  person: Person,
  given: { topics: string[] | undefined; cursor: string | undefined },
): Promise<void> {
  const topics = given.topics ?? (await parts.delivery.topicsOf(person));
  const heads = await parts.polls.heads(person, topics);
  response.setHeader('cache-control', 'private, no-cache');
  response.setHeader('x-content-type-options', 'nosniff');
  if (given.cursor === heads && request.headers['if-none-match'] === `"${heads}"`) {
    response.setHeader('etag', `"${heads}"`);
    response.statusCode = 304;
    response.end();
    return;
  }
  const answer = await parts.polls.since(topics, readCursor(given.cursor));
  const body = Buffer.from(
    `{"topics":${JSON.stringify(topics)},"events":[${answer.events.join(',')}],"cursor":${JSON.stringify(answer.cursor)},` +
      `"resync":${JSON.stringify(answer.resync)},"waitMs":${answer.waitMs}}`,
  );
  response.setHeader('etag', `"${answer.cursor}"`);
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('content-length', body.length);
  response.end(body);
}
