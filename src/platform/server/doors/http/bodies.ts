import express, { type NextFunction, type Request, type Response } from 'express';
import { bodyType, type CommandSpec, type Takes } from '#kernel/contract.ts';
import { Refusal } from '#kernel/refusal.ts';

const mostBodyBytes = 65_536;
/** What is still on its way when a body was refused is taken and thrown away, for so long and so much. */
const drainsMs = 5_000;
const drainsBytes = 16 * 1024 * 1024;

type Step = (request: Request, response: Response, next: NextFunction) => unknown;

/** The steps that stand before a command: they see to it that its body is what the contract says it takes. */
export function bodySteps({ takes }: CommandSpec): Step[] {
  if (takes && 'bytes' in takes) return [requireBytes(takes)];
  const limit = takes?.json ?? mostBodyBytes;
  return [requireJson, express.json({ limit, strict: true })];
}

/** State changes by JSON alone: other types are what a form on another site can send. */
function requireJson(request: Request, _response: Response, next: NextFunction): void {
  if (hasBody(request) && !request.is('application/json')) throw new Refusal('unsupported_type');
  next();
}

function requireBytes(takes: Extract<Takes, { bytes: number }>): Step {
  const type = bodyType(takes);
  return (request, _response, next) => {
    if (request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== type)
      throw new Refusal('unsupported_type', `Send the file itself, as ${type}.`);
    if (request.headers['content-encoding'] !== undefined) throw new Refusal('unsupported_type');
    // Said before a byte of it is read.
    if (Number(request.headers['content-length'] ?? 0) > takes.bytes) throw tooLarge(takes.bytes);
    next();
  };
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** The raw body piece by piece, at the pace at which it is read; a body that is longer than allowed is refused. */
export async function* bytesOf(request: Request, limitBytes: number): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  // A reader that stops early leaves the connection for the refusal to be told on.
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    sizeBytes += piece.byteLength;
    if (sizeBytes > limitBytes) throw tooLarge(limitBytes);
    yield piece;
  }
}

function tooLarge(limitBytes: number): Refusal {
  return new Refusal('too_large', `This file is larger than ${Math.floor(limitBytes / 1024 / 1024)} MB.`);
}

/**
 * Lets whoever is still sending hear the answer: what comes is thrown away for a while, then the connection ends.
 * To be called before the answer is written.
 */
export function refuseRest(request: Request, response: Response): void {
  if (request.complete || !hasBody(request) || response.headersSent) return;
  response.setHeader('connection', 'close');
  let drained = 0;
  const cut = (): void => void request.socket.destroy();
  const timer = setTimeout(cut, drainsMs);
  timer.unref();
  request.on('data', (piece: Buffer) => {
    drained += piece.byteLength;
    if (drained > drainsBytes) cut();
  });
  request.once('close', () => clearTimeout(timer));
  request.resume();
}
