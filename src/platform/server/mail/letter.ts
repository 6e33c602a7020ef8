import { html, type Fragment } from '../documents/html.ts';

/** What a mail says; every value may hold what a person wrote. */
export interface LetterParts {
  /** On whose behalf it comes: the academy, or Stoa itself. */
  sender: string;
  /** Whom it greets; absent: nobody by name. */
  greets?: string;
  paragraphs: readonly string[];
  /** The one thing to do, as a link of this Stoa. */
  action?: { label: string; url: string };
  /** Said in small print, such as what to do when somebody did not ask for this. */
  note?: string;
}

/** Both bodies of a mail, from one plain template. */
export function letter(parts: LetterParts): { text: string; html: string } {
  return { text: asText(parts), html: asHtml(parts) };
}

function asText({ sender, greets, paragraphs, action, note }: LetterParts): string {
  return `${[
    ...(greets === undefined ? [] : [`Hello ${greets},`]),
    ...paragraphs,
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...(note === undefined ? [] : [note]),
    `-- \n${sender}`,
  ].join('\n\n')}\n`;
}

const face = "font-family: system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

function asHtml({ sender, greets, paragraphs, action, note }: LetterParts): string {
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
          ${paragraphs.map((words) => paragraph(words, ''))} ${action && actionOf(action)}
          ${note === undefined ? undefined : paragraph(note, 'font-size: 14px; line-height: 20px; opacity: 0.75')}
        </div>
      </body>
    </html>`.text;
}

function actionOf({ label, url }: { label: string; url: string }): Fragment {
  const button =
    'display: inline-block; padding: 12px 20px; border-radius: 6px; background: #1f4fd8; color: #ffffff; text-decoration: none; font-weight: 600';
  return html`<p style="margin: 8px 0 16px"><a href="${url}" style="${button}">${label}</a></p>
    <p style="margin: 0 0 24px; font-size: 14px; line-height: 20px; opacity: 0.75; overflow-wrap: anywhere">
      Or open this address: <a href="${url}">${url}</a>
    </p>`;
}
