/** Markup that is safe to send: everything in it was escaped or written by us. */
export class Html {
  readonly text: string;

  /** Trusts `text`; use `html` wherever anything is put into it. */
  constructor(text: string) {
    this.text = text;
  }
}

export type Fragment = Html | string | number | undefined | readonly Fragment[];

/** Markup with values put into it, each of them escaped; undefined leaves nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Fragment[]): Html {
  return new Html(parts.map((part, place) => part + written(values[place])).join(''));
}

function written(value: Fragment): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(written).join('');
  return `${value}`.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Fragments with something between each two of them. */
export function joined(parts: readonly Fragment[], between: Fragment): Fragment[] {
  return parts.flatMap((part, place) => (place === 0 ? [part] : [between, part]));
}
