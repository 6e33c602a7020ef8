import type { Response } from 'express';

/** What a browser cannot know from the answer that it kept, or must hear of again. */
const said = new Set(['cache-control', 'etag', 'link', 'set-cookie', 'stoa-cursor', 'vary']);

/**
 * Answers 304. Every other header is in the answer that was kept, where a browser looks for it (RFC 9111, 3.2):
 * said once more, they would be most of what a page costs that is opened a second time.
 */
export function sendUnchanged(response: Response): void {
  for (const name of response.getHeaderNames()) {
    if (!said.has(name)) response.removeHeader(name);
  }
  response.status(304).end();
}
