/** Where in the application something is; without the part of the address before it. */
export interface Place {
  pathname: string;
  /** With `?`, or empty. */
  search: string;
  /** With `#`, or empty. */
  hash: string;
}

export type To = string | Partial<Place>;
export type Params = Readonly<Record<string, string>>;

/** Where `to` leads from here: what names no page stays on this one. */
export function placeOf(to: To, here: Place): Place {
  const { pathname, search = '', hash = '' } = typeof to === 'string' ? parsed(to) : to;
  return {
    pathname: pathname ? new URL(pathname, `http://here${here.pathname}`).pathname : here.pathname,
    search: search === '?' ? '' : search,
    hash: hash === '#' ? '' : hash,
  };
}

export function textOf({ pathname, search, hash }: Place): string {
  return pathname + search + hash;
}

function parsed(address: string): Partial<Place> {
  const [, pathname, search, hash] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(address)!;
  return { pathname: pathname!, search: search ?? '', hash: hash ?? '' };
}

/** A path with `:names` for parts of it, and perhaps `*` for all the rest at its end. */
export interface Pattern {
  expression: RegExp;
  names: string[];
  /** Of several that match, the one with the higher weight is meant: what is written out goes before a name. */
  weight: number;
}

/** @throws Error where a step may be absent, which the library knows and this does not: that is two routes here */
export function patternOf(path: string): Pattern {
  if (path.includes('?')) throw new Error(`${path} is two routes: no step of a path may be absent`);
  const names: string[] = [];
  let weight = 0;
  const steps = path.split('/').filter((step) => step !== '');
  const expression = steps.map((step) => {
    if (step === '*') {
      names.push('*');
      weight -= 2;
      return '(?:/(.*))?';
    }
    if (!step.startsWith(':')) {
      weight += 11;
      return `/${step.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)}`;
    }
    names.push(step.slice(1));
    weight += 4;
    return '/([^/]+)';
  });
  return { expression: new RegExp(`^${expression.join('')}/*$`, 'i'), names, weight };
}

/** @returns the parts that have names, or undefined where the path is another one */
export function matched({ expression, names }: Pattern, pathname: string): Params | undefined {
  const found = expression.exec(decoded(pathname));
  if (!found) return undefined;
  return Object.fromEntries(
    names.map((name, index) => [name, (found[index + 1] ?? '').replaceAll('%2F', '/')]),
  );
}

/** What was written in an address as codes; a slash within a part stays one, since it parts nothing. */
function decoded(pathname: string): string {
  try {
    return pathname
      .split('/')
      .map((part) => decodeURIComponent(part).replaceAll('/', '%2F'))
      .join('/');
  } catch {
    return pathname;
  }
}
