import { disableTypes, imageSize, types as imageTypes } from 'image-size';
import { Refusal } from '#kernel/refusal.ts';
import { typeOf } from '../importer/fileTypes.ts';
import { familyOf, familiesOf } from './magic.ts';
import { svgFault } from './svg.ts';

export interface CheckedFile {
  type: string;
  width: number | null;
  height: number | null;
}

/** Enough for what stands before a picture's size, a camera's notes and a small picture among it. */
const headBytes = 512 * 1024;
/** Every kind of file has said what it is by then. */
const familyBytes = 64;
const mostSidePixels = 20_000;
const mostPixels = 50_000_000;
/** A drawing is looked through whole. */
const mostDrawingBytes = 4 * 1024 * 1024;
const pictures = new Set(['png', 'jpg', 'gif', 'webp', 'bmp', 'ico', 'heif', 'svg']);

// Readers of formats that no course may hold are never run on what strangers send.
disableTypes(imageTypes.filter((type) => !pictures.has(type)));

/**
 * Looks at a file while it comes. What it is shows in its bytes and must be what its name says, so that nothing is
 * ever served as something it is not.
 */
export class FileCheck {
  readonly #name: string;
  readonly #type: string;
  #head: Uint8Array[] = [];
  #headBytes = 0;
  #isJudged = false;
  #isFamily = false;
  #size: { width: number; height: number } | undefined;
  /** Of texts: they are UTF-8 to their end. */
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #drawing: string[] = [];
  #drawingBytes = 0;

  /** @throws Refusal `unsupported_type` for a name that no file of a course may have */
  constructor(name: string) {
    const type = typeOf(name);
    if (type === undefined || /[/\\\p{Cc}]/u.test(name) || name.startsWith('.'))
      throw new Refusal('unsupported_type', 'Files of this name are not part of courses.');
    this.#name = name;
    this.#type = type;
  }

  /** The same bytes, after a look at them. */
  async *watch(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      this.#see(piece);
      yield piece;
    }
  }

  /** @throws Refusal `unsupported_type`, `too_large`, `invalid` */
  finish(): CheckedFile {
    if (this.#headBytes === 0) throw new Refusal('invalid', 'This file is empty.');
    this.#judge();
    if (this.#isText) this.#decode(new Uint8Array(), false);
    if (this.#isDrawing) this.#judgeDrawing();
    return { type: this.#type, width: this.#size?.width ?? null, height: this.#size?.height ?? null };
  }

  get #isDrawing(): boolean {
    return this.#type === 'image/svg+xml';
  }

  get #isText(): boolean {
    return this.#isDrawing || familiesOf(this.#type).includes('text');
  }

  #see(piece: Uint8Array): void {
    if (this.#headBytes < headBytes) {
      this.#head.push(piece.slice(0, headBytes - this.#headBytes));
      this.#headBytes += Math.min(piece.byteLength, headBytes - this.#headBytes);
      if (this.#headBytes >= headBytes) this.#judge();
      else if (this.#headBytes >= familyBytes) this.#judgeFamily();
    }
    if (this.#isText) this.#decode(piece, true);
  }

  #judge(): void {
    if (this.#isJudged) return;
    this.#isJudged = true;
    this.#judgeFamily();
    // Memory of its own: what reads a picture's size would read on into whatever lies behind a short one.
    const head = Uint8Array.from(Buffer.concat(this.#head));
    this.#head = [];
    if (this.#type.startsWith('image/') && !this.#isDrawing) this.#judgePicture(head);
  }

  #judgeFamily(): void {
    if (this.#isFamily) return;
    this.#isFamily = true;
    const family = familyOf(Buffer.concat(this.#head).subarray(0, familyBytes));
    if (familiesOf(this.#type).includes(family)) return;
    throw new Refusal('unsupported_type', `${this.#name} is not what its name says.`);
  }

  /** From the header alone: a picture of very many points is never unfolded. */
  #judgePicture(head: Uint8Array): void {
    let size: { width: number; height: number };
    try {
      size = imageSize(head);
    } catch (cause) {
      throw new Refusal('unsupported_type', `${this.#name} cannot be read as a picture.`, { cause });
    }
    this.#requireSize(size);
  }

  #requireSize({ width, height }: { width: number; height: number }): void {
    const sides = [width, height];
    if (sides.some((side) => !Number.isFinite(side) || side < 1))
      throw new Refusal('unsupported_type', `${this.#name} has no size.`);
    if (sides.some((side) => side > mostSidePixels) || width * height > mostPixels)
      throw new Refusal('too_large', `This picture has more than ${mostPixels / 1_000_000} million points.`);
    this.#size = { width: Math.round(width), height: Math.round(height) };
  }

  #decode(piece: Uint8Array, stream: boolean): void {
    let text: string;
    try {
      text = this.#decoder.decode(piece, { stream });
    } catch {
      // What it throws says only that this is no UTF-8, which is the question.
      throw new Refusal('unsupported_type', `${this.#name} is no UTF-8 text.`);
    }
    if (text.includes('\0')) throw new Refusal('unsupported_type', `${this.#name} holds what no text holds.`);
    if (!this.#isDrawing) return;
    this.#drawingBytes += piece.byteLength;
    if (this.#drawingBytes > mostDrawingBytes)
      throw new Refusal('too_large', `A drawing has at most ${mostDrawingBytes / 1024 / 1024} MB.`);
    this.#drawing.push(text);
  }

  #judgeDrawing(): void {
    const text = this.#drawing.join('');
    const fault = svgFault(text);
    if (fault) throw new Refusal('unsupported_type', `${this.#name}: ${fault}`);
    try {
      this.#requireSize(imageSize(Buffer.from(text)));
    } catch (cause) {
      // A drawing need not say how large it is.
      if (cause instanceof Refusal) throw cause;
    }
  }
}
