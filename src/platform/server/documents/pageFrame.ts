import { html, Html, type Fragment } from './html.ts';

// The calm room's colours, without its stylesheet: these pages stand by themselves and need no script.
const style = new Html(`
:root { color-scheme: light dark;
  --canvas: light-dark(#f7f6f3, #141412); --surface: light-dark(#ffffff, #1d1c1a);
  --quiet: light-dark(#f0eee9, #282724); --ink: light-dark(#1b1a17, #f1efea);
  --muted: light-dark(#5e5a52, #a8a398); --hairline: light-dark(#d9d5cc, #36342f);
  --accent: light-dark(#1f4fd8, #8fb0ff); --mono: ui-monospace, 'SF Mono', 'Cascadia Code', 'DejaVu Sans Mono', monospace; }
* { box-sizing: border-box; }
html { scroll-padding-block-start: 1rem; }
body { margin: 0; background: var(--canvas); color: var(--ink); font: 400 1rem/1.5 system-ui, sans-serif; }
header, main, footer { max-inline-size: 60rem; margin-inline: auto; padding: 1.5rem 1rem; }
main { padding-block-start: 0; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.02em; margin: 0 0 0.5rem; }
h2 { font-size: 1.375rem; line-height: 1.3; margin: 3rem 0 0.75rem; }
h3 { font-size: 1.0625rem; line-height: 1.4; margin: 2rem 0 0.25rem; overflow-wrap: anywhere; }
h4 { font-size: 0.8125rem; margin: 1rem 0 0.25rem; color: var(--muted); }
p, ul { max-inline-size: 68ch; margin: 0.5rem 0; }
ul { padding-inline-start: 1.25rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { font: 0.875em var(--mono); overflow-wrap: anywhere; }
h3 code { font-weight: 600; }
pre { overflow-x: auto; margin: 0.5rem 0; padding: 0.75rem 1rem; background: var(--quiet); border-radius: 8px; line-height: 1.45; }
pre code { overflow-wrap: normal; white-space: pre; }
.scroll { overflow-x: auto; margin: 0.75rem 0; background: var(--surface); border: 1px solid var(--hairline); border-radius: 12px; }
table { border-collapse: collapse; inline-size: 100%; font-size: 0.875rem; line-height: 1.4; }
th, td { text-align: start; vertical-align: top; padding: 0.5rem 0.75rem; border-block-start: 1px solid var(--hairline); min-inline-size: 5rem; }
thead th { border-block-start: 0; color: var(--muted); font-size: 0.8125rem; white-space: nowrap; }
tbody th { font-weight: 600; }
td code, th code { overflow-wrap: normal; }
article { border-block-start: 1px solid var(--hairline); margin-block-start: 1.5rem; }
article h3 { margin-block-start: 1.25rem; }
.method { color: var(--muted); font: 600 0.8125rem var(--mono); }
.quiet { color: var(--muted); font-size: 0.875rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; padding: 0; max-inline-size: none; }
`);

/** A whole page around `content`. */
export function page({
  title,
  lead,
  elsewhere,
  contents,
  content,
}: {
  title: string;
  lead: Fragment;
  elsewhere: readonly (readonly [string, string])[];
  contents: readonly (readonly [string, string])[];
  content: Fragment;
}): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          ${lead}
          <nav aria-label="Contents">
            <ul>
              ${[...contents, ...elsewhere].map(([to, words]) => html`<li><a href="${to}">${words}</a></li>`)}
            </ul>
          </nav>
        </header>
        <main>${content}</main>
      </body>
    </html>`.text;
}

/** A table that scrolls by itself where the screen is narrow. */
export function table(
  about: string,
  head: readonly string[],
  rows: readonly (readonly Fragment[])[],
): Fragment {
  return html`<div class="scroll" role="group" aria-label="${about}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first, ...others]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${others.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** Something to read or copy as it stands. */
export function sample(about: string, text: string): Fragment {
  return html`<pre tabindex="0" role="group" aria-label="${about}"><code>${text}</code></pre>`;
}

export function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
