import type { FieldFault, Problem, RefusalCode } from '#kernel/refusal.ts';

/**
 * Why the server did not do or show what was asked, in words for the person who asked.
 * `unreachable`: no answer came; whether a command had its effect is then unknown, and sending it again
 * under the same id finds out.
 */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly kind: 'refused' | 'unreachable';
  readonly code: RefusalCode | 'unreachable';
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly faults: readonly FieldFault[];
  readonly retryAfterMs: number | undefined;
  /** Quote this when asking for help. */
  readonly requestId: string | undefined;

  constructor(
    code: RefusalCode | 'unreachable',
    message: string,
    more: {
      status?: number;
      faults?: readonly FieldFault[] | undefined;
      retryAfterMs?: number | undefined;
      requestId?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.kind = code === 'unreachable' ? 'unreachable' : 'refused';
    this.code = code;
    this.status = more.status ?? 0;
    this.faults = more.faults ?? [];
    this.retryAfterMs = more.retryAfterMs;
    this.requestId = more.requestId;
  }

  /** The same request may well succeed a little later. */
  get passes(): boolean {
    return this.code === 'unreachable' || this.code === 'unavailable' || this.code === 'too_many';
  }
}

export function unreachable(cause?: unknown): ApiProblem {
  return new ApiProblem('unreachable', 'Stoa cannot be reached right now.', { cause });
}

export function problemFrom({ code, detail, ...more }: Problem): ApiProblem {
  return new ApiProblem(code, detail, more);
}

/** Reads a refusal off a response that is not ok; a proxy's own error page is told apart from Stoa's. */
export async function problemOfResponse(response: Response): Promise<ApiProblem> {
  const { status } = response;
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    return problemFrom((await response.json()) as Problem);
  }
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : undefined;
  if (status === 429)
    return new ApiProblem('too_many', 'Too many at once. Please wait a moment.', { status, retryAfterMs });
  if (status >= 502 && status <= 504) {
    return new ApiProblem('unavailable', 'Stoa cannot do this right now. Please try again shortly.', {
      status,
      retryAfterMs,
    });
  }
  return new ApiProblem('internal', 'Something between you and Stoa did not answer as it should.', {
    status,
  });
}
