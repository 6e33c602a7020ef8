import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '#kernel/refusal.ts';
import type { Queryable } from '../db/database.ts';
import { html, Html, type Fragment } from '../documents/html.ts';
import { isFromThisMachine } from '../doors/request.ts';
import * as store from './store.ts';

/** The part of an Express application that is needed here. */
interface Addresses {
  get(
    path: string,
    answer: (
      request: IncomingMessage & { params: Record<string, string> },
      response: ServerResponse,
    ) => Promise<void>,
  ): unknown;
}

const mostShown = 200;
const idShape = /^[0-9a-f-]{36}$/;

/**
 * Mounts `/dev/mail`, where the mails of a Stoa without a mail server are read. They hold links that sign
 * people in, so they are for whoever sits at this machine and for nobody else.
 *
 * @param db undefined where mails are sent: there is nothing here then
 */
export function mountCaughtMail(app: Addresses, db: Queryable | undefined): void {
  const page =
    (make: (db: Queryable, id: string) => Promise<string>) =>
    async (
      request: IncomingMessage & { params: Record<string, string> },
      response: ServerResponse,
    ): Promise<void> => {
      if (!db || !isFromThisMachine(request)) throw new Refusal('not_found');
      const body = await make(db, request.params['id'] ?? '');
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('cache-control', 'no-store');
      response.setHeader('referrer-policy', 'no-referrer');
      response.end(body);
    };
  app.get(
    '/dev/mail',
    page(async (here) => listPage(await store.caught(here, mostShown))),
  );
  app.get(
    '/dev/mail/:id',
    page(async (here, id) => mailPage(await mailOf(here, id))),
  );
  app.get(
    '/dev/mail/:id/html',
    // Links leave the frame that the letter is shown in.
    page(async (here, id) => (await mailOf(here, id)).html.replace('<head>', '<head><base target="_top" />')),
  );
}

/** @throws Refusal `not_found` */
async function mailOf(db: Queryable, id: string): Promise<store.CaughtMail> {
  const found = idShape.test(id) ? await store.caughtById(db, id) : undefined;
  if (!found) throw new Refusal('not_found');
  return found;
}

function listPage(mails: readonly store.CaughtMail[]): string {
  if (mails.length === 0) {
    return frame('Mail', html`<p>No mail was caught yet. What this Stoa sends shows up here.</p>`);
  }
  return frame(
    'Mail',
    html`<p>This Stoa has no mail server (SMTP_URL), so its mails stay here. Newest first.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Subject</th>
            <th scope="col">To</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          ${mails.map(
            (one) =>
              html`<tr>
                <td><a href="/dev/mail/${one.id}">${one.subject}</a></td>
                <td>${recipient(one)}</td>
                <td>${one.queuedAt.toISOString()}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
  );
}

function mailPage(mail: store.CaughtMail): string {
  return frame(
    mail.subject,
    html`<p><a href="/dev/mail">All mail</a></p>
      <dl>
        <dt>To</dt>
        <dd>${recipient(mail)}</dd>
        <dt>When</dt>
        <dd>${mail.queuedAt.toISOString()}</dd>
      </dl>
      <pre>${linked(mail.text)}</pre>
      <h2>As HTML</h2>
      <iframe
        title="The same mail as HTML"
        src="/dev/mail/${mail.id}/html"
        sandbox="allow-top-navigation-by-user-activation"
      ></iframe>`,
  );
}

function recipient({ toName, toAddress }: store.CaughtMail): Fragment {
  return html`<bdi>${toName}</bdi> &lt;<bdi>${toAddress}</bdi>&gt;`;
}

/** Addresses in a text as links. */
function linked(text: string): Fragment[] {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part, place) => (place % 2 === 1 ? html`<a href="${part}">${part}</a>` : part));
}

const style = new Html(`
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: start; padding: 0.4rem 0.6rem 0.4rem 0; border-block-end: 1px solid color-mix(in srgb, currentColor 20%, transparent); overflow-wrap: anywhere; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; } dd { margin: 0; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
  iframe { width: 100%; height: 32rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); background: white; }`);

function frame(title: string, body: Fragment): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        ${body}
      </body>
    </html>`.text;
}
