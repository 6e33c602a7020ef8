import { z } from 'zod';

/**
 * Every "no" that Stoa can say: its code, the HTTP status it travels under and a sentence that is fit for
 * the person who asked. Anything that is not in this table is a defect and is told as `internal`.
 */
export const refusalCodes = {
  invalid: { status: 422, sentence: 'Something in this request is not as it should be.' },
  malformed: { status: 400, sentence: 'This request could not be read.' },
  signed_out: { status: 401, sentence: 'Please sign in.' },
  wrong_credentials: { status: 401, sentence: 'This e-mail and password do not match.' },
  forbidden: { status: 403, sentence: 'This is not yours to see or do.' },
  not_yet: { status: 403, sentence: 'This is not open yet.' },
  foreign_origin: { status: 403, sentence: 'This request came from another site.' },
  not_found: { status: 404, sentence: 'There is nothing here, or it is not yours to see.' },
  conflict: { status: 409, sentence: 'Something changed meanwhile.' },
  command_reused: { status: 409, sentence: 'This command id was already used for something else.' },
  spent_link: {
    status: 410,
    sentence: 'This link was used already, or it is too old. Ask for a new one.',
  },
  too_large: { status: 413, sentence: 'This is more than we take at once.' },
  unsupported_type: { status: 415, sentence: 'Send this as JSON.' },
  too_many: { status: 429, sentence: 'Too many at once. Please wait a moment.' },
  internal: { status: 500, sentence: 'Something went wrong on our side. Nothing you entered was changed.' },
  unavailable: { status: 503, sentence: 'Stoa cannot do this right now. Please try again shortly.' },
} as const satisfies Record<string, { status: number; sentence: string }>;

export type RefusalCode = keyof typeof refusalCodes;

/** An expected "no". Its message is read by the person who asked; `faults` name single fields. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  readonly faults: readonly FieldFault[];
  /** How long to wait before asking again, in ms, where waiting helps. */
  readonly retryAfterMs: number | undefined;
  /** Of `not_yet`: when the thing opens, where a moment opens it. */
  readonly opensAt: Date | undefined;

  constructor(
    code: RefusalCode,
    message: string = refusalCodes[code].sentence,
    more: { faults?: readonly FieldFault[]; retryAfterMs?: number; opensAt?: Date; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.faults = more.faults ?? [];
    this.retryAfterMs = more.retryAfterMs;
    this.opensAt = more.opensAt;
  }
}

export interface FieldFault {
  /** Dotted path of the field, `modules.0.title`. */
  field: string;
  message: string;
}

/** A refusal as it crosses the wire: RFC 9457 over HTTP, the `error` of an acknowledgement over the socket. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(refusalCodes) as [RefusalCode, ...RefusalCode[]]),
    detail: z.string(),
    faults: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    retryAfterMs: z.number().int().optional(),
    /** Of `not_yet`: when the thing opens, where a moment opens it. */
    opensAt: z.iso.datetime().optional(),
    /** Quote this when asking for help: the log has a line under the same id. */
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' });

export type Problem = z.output<typeof problem>;

export function problemOf(refusal: Refusal, requestId?: string): Problem {
  const { status, sentence } = refusalCodes[refusal.code];
  return {
    type: `/docs/api#${refusal.code}`,
    title: sentence,
    status,
    code: refusal.code,
    detail: refusal.message,
    ...(refusal.faults.length > 0 && { faults: [...refusal.faults] }),
    ...(refusal.retryAfterMs !== undefined && { retryAfterMs: refusal.retryAfterMs }),
    ...(refusal.opensAt !== undefined && { opensAt: refusal.opensAt.toISOString() }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** Parses data that crosses a border; throws a Refusal `invalid` that names each field at fault. */
export function parseOr<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, 20)
    .map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  const first = faults[0]!;
  throw new Refusal('invalid', first.field ? `${first.field}: ${first.message}` : first.message, { faults });
}
