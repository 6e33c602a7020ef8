import pg from 'pg';

/**
 * The database cannot serve just now: connection lost, answer overdue, embedded engine being replaced.
 * Whether a commit that was under way took effect is unknown; the same command id settles it.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}

/** Why a database was refused at the start. */
export type UnusableReason =
  'in-use' | 'damaged' | 'disk-full' | 'unwritable' | 'newer-schema' | 'changed-migration' | 'unsupported';

/** The database must not or cannot be used; the message is for the operator, and the process should end. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
  readonly reason: UnusableReason;

  constructor(reason: UnusableReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** True when a row with this key exists already; with `constraint`, only when that one was hit. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return (
    error instanceof pg.DatabaseError &&
    error.code === '23505' &&
    (constraint === undefined || error.constraint === constraint)
  );
}

/** True when two transactions got in each other's way (deadlocks included) and this one may be tried again. */
export function isSerializationFailure(error: unknown): boolean {
  return error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01');
}

/** True when the database could not serve, through no fault of the statement: doors answer `unavailable`. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  return error instanceof pg.DatabaseError && unavailableState.test(error.code ?? '');
}

// 08 connection, 53 out of resources (disk full, memory, connections), 57014 statement timeout,
// 57P0x shutting down or starting up, 55P03 lock timeout, 25P03 idle too long, 25006 a standby,
// 58 the system around it (I/O errors, files).
const unavailableState = /^(08...|53...|57014|57P0[1-5]|55P03|25P03|25006|58...)$/;

/** True when the connection that raised this must not be used again. */
export function endsConnection(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  if (!(error instanceof pg.DatabaseError)) return false;
  return (
    error.severity === 'FATAL' ||
    error.severity === 'PANIC' ||
    error.code === '25006' ||
    // A migration on another node changed a table under a prepared statement of this connection.
    (error.code === '0A000' && /cached plan/.test(error.message))
  );
}

/** What node-postgres throws when the road to the server is cut: a system error, or words without a code. */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof pg.DatabaseError) return false;
  if ('code' in error && lostCode.test(String(error.code))) return true;
  return lostWords.test(error.message);
}

// ECONNREFUSED, EPIPE, ENOTFOUND and their like, but of Node's own ERR_… only those of a dead stream.
const lostCode = /^(E(?!RR_)[A-Z_]+|ERR_STREAM_.*)$/;

const lostWords =
  /^(Connection terminated|Query read timeout|timeout e|Client (has encountered|was closed)|Cannot use a pool)/;
