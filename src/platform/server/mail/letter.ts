import { english, type Language } from '#kernel/languages.ts';
import { sayIn } from '#kernel/speech.ts';
import { html, Html, type Fragment } from '../documents/html.ts';

/** What a mail says; every value may hold what a person wrote. */
export interface LetterParts {
  /** In which the rest is written; absent: English. */
  language?: Language;
  /** On whose behalf it comes: the academy, or Stoa itself. */
  sender: string;
  /** Whom it greets; absent: nobody by name. */
  greets?: string;
  paragraphs: readonly string[];
  /** What there is to see, one below the other; each leads to a page of this Stoa. */
  lines?: readonly Line[];
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

export interface Line extends Link {
  /** Where that is, in small print below it. */
  where?: string;
}

/** What every mail says of itself. */
const frameWords = {
  hello: 'Hello {{name}},',
  orOpen: 'Or open this address:',
} as const;

/** Both bodies of a mail, from one plain template. */
export function letter(parts: LetterParts): { text: string; html: string } {
  return { text: asText(parts), html: asHtml(parts) };
}

function asText(parts: LetterParts): string {
  const { language = english, sender, greets, paragraphs, lines, action, note, noteLinks = [] } = parts;
  const say = sayIn(language, frameWords);
  return `${[
    ...(greets === undefined ? [] : [say('hello', { name: greets })]),
    ...paragraphs,
    ...(lines ? [lines.map(lineAsText).join('\n')] : []),
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...(note === undefined ? [] : [note]),
    ...noteLinks.map(({ label, url }) => `${label}: ${url}`),
    `-- \n${sender}`,
  ].join('\n\n')}\n`;
}

function lineAsText({ label, url, where }: Line): string {
  return [`- ${label}`, ...(where === undefined ? [] : [where]), url].join('\n  ');
}

const face = "font-family: system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
/** Light, as most programs show it whatever they are asked; `dark` has the same names. */
const ink = 'color: #1b1a17';
const muted = 'color: #5e5a52';
const accent = 'color: #1f4fd8';
const small = `font-size: 13px; line-height: 20px; ${muted}`;

/** For programs that keep a style sheet and follow the reader's look. */
const dark = new Html(`
  @media (prefers-color-scheme: dark) {
    .canvas { background: #141412 !important; }
    .surface { background: #1d1c1a !important; border-color: #36342f !important; }
    .ink { color: #f1efea !important; }
    .muted { color: #a8a398 !important; }
    .accent { color: #8fb0ff !important; }
    .action { background: #8fb0ff !important; color: #0d1530 !important; }
    .line { border-color: #36342f !important; }
  }`);

function asHtml(parts: LetterParts): string {
  const { language = english, sender, greets, paragraphs, lines, action, note, noteLinks = [] } = parts;
  const say = sayIn(language, frameWords);
  const paragraph = (words: string): Fragment =>
    html`<p class="ink" style="margin: 0 0 16px; ${ink}">${words}</p>`;
  const hasFooter = note !== undefined || noteLinks.length > 0;
  return html`<!doctype html>
    <html lang="${language.code}" dir="${language.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${sender}</title>
        <style>
          ${dark}
        </style>
      </head>
      <body
        class="canvas"
        style="margin: 0; padding: 24px 12px; background: #f7f6f3; ${face}; font-size: 16px; line-height: 24px"
      >
        <main
          dir="${language.direction}"
          style="display: block; max-width: 36em; margin: 0 auto; overflow-wrap: anywhere"
        >
          <h1
            class="muted"
            style="margin: 0 20px 12px; font-size: 16px; line-height: 24px; font-weight: 600; ${muted}"
          >
            <bdi>${sender}</bdi>
          </h1>
          <div
            class="surface"
            style="padding: 24px 20px 8px; background: #ffffff; border: 1px solid #d9d5cc; border-radius: 12px"
          >
            ${greets === undefined ? undefined : paragraph(say('hello', { name: greets }))}
            ${paragraphs.map(paragraph)} ${lines && linesOf(lines)}
            ${action && actionOf(action, say('orOpen'))}
          </div>
          ${hasFooter ? footerOf(note, noteLinks) : undefined}
        </main>
      </body>
    </html>`.text;
}

function linesOf(lines: readonly Line[]): Fragment {
  return html`<ul style="margin: 0 0 16px; padding: 0; list-style: none">
    ${lines.map(
      ({ label, url, where }) =>
        html`<li class="line" style="padding: 12px 0; border-top: 1px solid #d9d5cc">
          <a
            class="accent"
            href="${url}"
            style="display: block; text-decoration: none; font-weight: 600; ${accent}"
          >
            ${label}
          </a>
          ${where === undefined ? undefined : html`<span class="muted" style="${small}"><bdi>${where}</bdi></span>`}
        </li>`,
    )}
  </ul>`;
}

function actionOf({ label, url }: Link, orOpen: string): Fragment {
  const button =
    'display: inline-block; padding: 12px 20px; border-radius: 8px; background: #1f4fd8; color: #ffffff; text-decoration: none; font-weight: 600';
  return html`<p style="margin: 24px 0"><a class="action" href="${url}" style="${button}">${label}</a></p>
    <p class="muted" style="margin: 0 0 16px; ${small}">
      ${orOpen} <a dir="ltr" class="accent" href="${url}" style="${accent}">${url}</a>
    </p>`;
}

function footerOf(note: string | undefined, links: readonly Link[]): Fragment {
  return html`<footer style="padding: 16px 20px 0">
    ${note === undefined ? undefined : html`<p class="muted" style="margin: 0 0 8px; ${small}">${note}</p>`}
    ${links.map(
      ({ label, url }) =>
        html`<p class="muted" style="margin: 0 0 8px; ${small}">
          <a class="accent" href="${url}" style="${accent}">${label}</a>
        </p>`,
    )}
  </footer>`;
}
