import { html, type Fragment } from '../documents/html.ts';

/** What a mail says; every value may hold what a person wrote. */
export interface LetterParts {
  /** On whose behalf it comes: the academy, or Stoa itself. */
  sender: string;
  /** Whom it greets; absent: nobody by name. */
  greets?: string;
  paragraphs: readonly string[];
  /** What there is to see, one below the other; each leads to a page of this Stoa. */
  lines?: readonly Link[];
  /** The one thing to do, as a link of this Stoa. */
  action?: Link;
  /** Said in small print, such as what to do when somebody did not ask for this. */
  note?: string;
  /** In small print below it. */
  noteLinks?: readonly Link[];
}

export interface Link {
  label: string;
  url: string;
}

/** Both bodies of a mail, from one plain template. */
export function letter(parts: LetterParts): { text: string; html: string } {
  return { text: asText(parts), html: asHtml(parts) };
}

function asText({ sender, greets, paragraphs, lines, action, note, noteLinks = [] }: LetterParts): string {
  return `${[
    ...(greets === undefined ? [] : [`Hello ${greets},`]),
    ...paragraphs,
    ...(lines ? [lines.map(({ label, url }) => `- ${label}\n  ${url}`).join('\n')] : []),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...(note === undefined ? [] : [note]),
    ...noteLinks.map(({ label, url }) => `${label}: ${url}`),
    `-- \n${sender}`,
  ].join('\n\n')}\n`;
}

const face = "font-family: system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

function asHtml({ sender, greets, paragraphs, lines, action, note, noteLinks = [] }: LetterParts): string {
  const paragraph = (words: Fragment, style: string): Fragment =>
    html`<p dir="auto" style="margin: 0 0 16px; ${style}">${words}</p>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <title>${sender}</title>
      </head>
      <body style="margin: 0; padding: 32px 20px; ${face}; font-size: 16px; line-height: 24px">
        <div style="max-width: 34em; margin: 0 auto">
          <p dir="auto" style="margin: 0 0 24px; font-weight: 600">${sender}</p>
          ${greets === undefined ? undefined : paragraph(html`Hello <bdi>${greets}</bdi>,`, '')}
          ${paragraphs.map((words) => paragraph(words, ''))} ${lines && linesOf(lines)}
          ${action && actionOf(action)} ${note === undefined ? undefined : paragraph(note, small)}
          ${noteLinks.map(({ label, url }) => paragraph(html`<a href="${url}">${label}</a>`, small))}
        </div>
      </body>
    </html>`.text;
}

const small = 'font-size: 14px; line-height: 20px; opacity: 0.75';

function linesOf(lines: readonly Link[]): Fragment {
  return html`<ul style="margin: 0 0 16px; padding-inline-start: 20px">
    ${lines.map(({ label, url }) => html`<li dir="auto" style="margin: 0 0 8px"><a href="${url}">${label}</a></li>`)}
  </ul>`;
}

function actionOf({ label, url }: Link): Fragment {
  const button =
    'display: inline-block; padding: 12px 20px; border-radius: 6px; background: #1f4fd8; color: #ffffff; text-decoration: none; font-weight: 600';
  return html`<p style="margin: 8px 0 16px"><a href="${url}" style="${button}">${label}</a></p>
    <p style="margin: 0 0 24px; font-size: 14px; line-height: 20px; opacity: 0.75; overflow-wrap: anywhere">
      Or open this address: <a href="${url}">${url}</a>
    </p>`;
}
