import { encodeCursor, type Position } from './cursor.ts';
import { envelopeText, type Frame } from './frames.ts';

/**
 * Frames of one topic that leave together. They are encoded once for all readers of the node, and only in
 * the forms that a door asks for.
 */
export class Batch {
  readonly topic: string;
  readonly frames: readonly Frame[];
  /** Where a reader stands once it has this batch. */
  readonly position: Position;
  readonly #encoded = new Map<string, unknown>();

  constructor(frames: readonly Frame[]) {
    const last = frames.at(-1)!.event;
    this.topic = last.topic;
    this.frames = frames;
    this.position = { epoch: last.epoch, seq: last.seq };
  }

  /** What `encode` makes of this batch, made once under `form`. */
  encoded<Encoded>(form: string, encode: (batch: Batch) => Encoded): Encoded {
    let encoded = this.#encoded.get(form) as Encoded | undefined;
    if (encoded === undefined) {
      encoded = encode(this);
      this.#encoded.set(form, encoded);
    }
    return encoded;
  }

  /** Server-sent events; `withIds` for a stream of this topic alone, whose cursor is the same for everybody. */
  serverSentEvents(withIds: boolean): string {
    return this.frames
      .map((frame) => {
        // A signal is no place to go on from.
        const id =
          withIds && frame.event.seq > 0
            ? `id: ${encodeCursor(new Map([[this.topic, { epoch: this.position.epoch, seq: frame.event.seq }]]))}\n`
            : '';
        return `${id}data: ${envelopeText(frame)}\n\n`;
      })
      .join('');
  }
}
