import { lookup } from 'node:dns/promises';
import { request as plainly, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as overTls } from 'node:https';
import { isIP } from 'node:net';
import { systemClock, type Clock } from '#kernel/clock.ts';
import { hostOf, placeOf, portOf, requireTarget, type OutboundRules, type Resolve } from './target.ts';

export interface Post {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface PostParts {
  rules: OutboundRules;
  resolve?: Resolve;
  /** Resolving, connecting, sending and reading together. */
  timeLimitMs: number;
  /** Of the answer's text no more is read than this. */
  answerBytes: number;
  signal?: AbortSignal;
  clock?: Clock;
}

export interface PostAnswer {
  status: number;
  /** Its beginning. */
  text: string;
}

const ofThisMachine: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address }) => address);

/**
 * Posts to an address that somebody outside gave. The host is resolved once and the connection made to the very address
 * that was checked; nobody is followed elsewhere (a redirect is an answer like any other), and nobody is read without end.
 *
 * @throws UnsafeTarget before any connection
 */
export async function post(given: Post, parts: PostParts): Promise<PostAnswer> {
  const { timeLimitMs, signal, clock = systemClock } = parts;
  const over = new AbortController();
  const giveUp = (): void => over.abort(signal?.reason);
  const callOff = clock.after(timeLimitMs, () =>
    over.abort(new Error(`It took longer than ${timeLimitMs} ms.`)),
  );
  if (signal?.aborted) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    return await sendAndRead(given, parts, over.signal);
  } catch (fault) {
    // What an abort looks like differs by how far it was; why it was is the same.
    throw over.signal.aborted ? over.signal.reason : fault;
  } finally {
    callOff();
    signal?.removeEventListener('abort', giveUp);
  }
}

async function sendAndRead(
  { url: address, headers, body }: Post,
  { rules, resolve = ofThisMachine, answerBytes }: PostParts,
  over: AbortSignal,
): Promise<PostAnswer> {
  const url = requireTarget(address, rules);
  const host = hostOf(url);
  const place = await orAborted(placeOf(url, rules, resolve), over);
  const options: RequestOptions & { servername?: string } = {
    // The address, so that nothing is resolved a second time; the name is for the certificate and the virtual host.
    host: place,
    port: portOf(url),
    ...(isIP(host) === 0 && { servername: host }),
    path: `${url.pathname}${url.search}`,
    method: 'POST',
    headers: { ...headers, host: url.host, 'content-length': String(Buffer.byteLength(body)) },
    // A connection of its own: none is kept that was made to an address of yesterday.
    agent: false,
    signal: over,
  };
  const response = await new Promise<IncomingMessage>((answered, failed) => {
    const request = (url.protocol === 'https:' ? overTls : plainly)(options, answered);
    request.on('error', failed);
    request.end(body);
  });
  return { status: response.statusCode ?? 0, text: await beginningOf(response, answerBytes) };
}

async function beginningOf(response: IncomingMessage, most: number): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of response as AsyncIterable<Buffer>) {
      pieces.push(piece);
      size += piece.length;
      if (size >= most) break;
    }
  } finally {
    response.destroy();
  }
  return Buffer.concat(pieces).subarray(0, most).toString('utf8');
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
