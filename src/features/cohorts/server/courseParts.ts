import type { Tx } from '#platform/server/db/database.ts';
import type { Tell } from '#platform/server/log/events.ts';

/**
 * A fenced block in a lesson that belongs to a room of its own: a quiz. The lessons room finds the blocks and
 * keeps none of what they hold; the room that owns them reads, checks and keeps it, version by version.
 */
export interface CoursePart<Content = unknown> {
  /** The language of the fence, `quiz` for a block that begins with three backticks and "quiz". */
  readonly fence: string;
  /** Reads the body of one block. Lines count from 1, the line after the opening fence. */
  read(text: string): PartReading<Content>;
  /** What is wrong between the parts of one course; `publish` refuses parts that this finds fault with. */
  check?(parts: readonly Pick<PlacedPart<Content>, 'key' | 'content'>[]): readonly (PartFinding & {
    /** Of the part at fault; the line is one of its block. */
    key: string;
  })[];
  /** Keeps the parts of a new version of the course, in the transaction that publishes it. */
  publish(
    write: { tx: Tx; tell: Tell },
    version: { courseId: string; version: number },
    parts: readonly PlacedPart<Content>[],
  ): Promise<void>;
}

export interface PartReading<Content = unknown> {
  /** Absent while there is a fault. */
  part?: {
    /** Unique among the course's parts of this kind, and stable: what people did hangs on it. */
    key: string;
    title: string;
    content: Content;
  };
  faults: readonly PartFinding[];
  notes: readonly PartFinding[];
}

export interface PartFinding {
  line: number;
  message: string;
}

export interface PlacedPart<Content = unknown> {
  key: string;
  lessonId: string;
  content: Content;
}

/** Keeps a part's content to itself once its own definition has been checked. */
export const coursePart = <Content>(part: CoursePart<Content>): CoursePart => part as CoursePart;
