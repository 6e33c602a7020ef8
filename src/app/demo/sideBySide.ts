import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/**
 * Lets one browser be two people of the demo at once, each in a frame of its own. Under `/seat/amara` stands
 * everything that stands under `/`, with a session cookie for that path alone; browsers send the cookie of
 * the longest path first, and the first one counts. Every other path is left alone.
 *
 * @param isOn asked for each request: never beside real people, and never under TLS, where the cookie's name
 *   (`__Host-`) forbids a path
 */
export function sideBySide(server: Server, isOn: () => boolean): void {
  const enter = (request: IncomingMessage): string | undefined => {
    const seat = /^\/seat\/[a-z]+(?=[/?]|$)/.exec(request.url ?? '')?.[0];
    if (seat === undefined || !isOn()) return undefined;
    const rest = request.url!.slice(seat.length);
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
    return seat;
  };
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const seat = enter(request);
    if (seat !== undefined) keepUnder(seat, response);
  });
  server.prependListener('upgrade', enter);
}

/** Cookies, and what is told to be asked ahead; the application's own files stand under the root alone. */
function keepUnder(path: string, response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response);
  const under: Record<string, (value: string) => string> = {
    'set-cookie': (value) => value.replace('; Path=/;', `; Path=${path};`),
    link: (value) => value.replace('</api/', `<${path}/api/`),
  };
  response.setHeader = (name, value) => {
    const put = under[name.toLowerCase()];
    if (put === undefined || typeof value === 'number') return setHeader(name, value);
    return setHeader(name, typeof value === 'string' ? put(value) : value.map(put));
  };
}
