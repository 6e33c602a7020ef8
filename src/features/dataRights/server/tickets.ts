import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { identity } from '#features/identity/contract.ts';
import { audit } from '#platform/server/audit.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Bytes, CommandContext, ViewContext } from '#platform/server/feature.ts';
import { enqueue } from '#platform/server/jobs/enqueue.ts';
import type { Tell } from '#platform/server/log/events.ts';
import type { Write } from '#platform/server/log/log.ts';
import { dataRights, type ExportTicket } from '../contract.ts';
import { copyQueue } from './copyQueue.ts';
import type { ExportSubject } from './exporting.ts';

/** How long a copy that was made is there, and how long one that was not is waited for. */
const validMinutes = 120;
export const soon = sql`now() + make_interval(mins => ${validMinutes})`;

interface TicketRow {
  exportId: string;
  userId: string;
  organisationId: string | null;
  jobId: string;
  askedAt: Date;
  readyAt: Date | null;
  expiresAt: Date;
}

const columns = sql`
  id as "exportId", user_id as "userId", organisation_id as "organisationId", job_id as "jobId",
  asked_at as "askedAt", ready_at as "readyAt", expires_at as "expiresAt"`;

/** The reader's own copy. */
export function forOneself(context: CommandContext): Promise<ExportTicket> {
  return issue(context, context.actor.userId, null);
}

/** Somebody else's; it is audited, with the reason. */
export async function forPerson(
  context: CommandContext,
  { userId, reason }: { userId: string; reason: string },
): Promise<ExportTicket> {
  await noteExport(context, userId, null, reason);
  return issue(context, userId, null);
}

/** What one organisation keeps about somebody who has, or had, to do with it; it is audited, with the reason. */
export async function forMember(
  context: CommandContext,
  { organisationId, userId, reason }: { organisationId: string; userId: string; reason: string },
): Promise<ExportTicket> {
  const { rows } = await sql`
    select from enrolment join cohort on cohort.id = enrolment.cohort_id
    where enrolment.user_id = ${userId} and cohort.organisation_id = ${organisationId}
    limit 1`.execute(context.tx);
  if (rows.length === 0) throw new Refusal('not_found', 'This person never belonged to the organisation.');
  await noteExport(context, userId, organisationId, reason);
  return issue(context, userId, organisationId);
}

/** The copy is made after the commit. */
async function issue(
  { actor, tx, tell }: Pick<CommandContext, 'actor' | 'tx' | 'tell'>,
  userId: string,
  organisationId: string | null,
): Promise<ExportTicket> {
  await subjectOf(tx, userId);
  const exportId = newId();
  const askedBy = actor.userId;
  const effectKey = `copy/${exportId}`;
  const jobId = await enqueue(tx, { queue: copyQueue, effectKey, data: { exportId }, askedBy });
  const { rows } = await sql<TicketRow>`
    insert into export_ticket (id, user_id, asked_by, organisation_id, job_id, expires_at)
    values (${exportId}, ${userId}, ${askedBy}, ${organisationId}, ${jobId}, ${soon})
    returning ${columns}`.execute(tx);
  tellCopies(tell, askedBy);
  return shown(rows[0]!);
}

/** Those that a person asked for. */
export async function copiesOf(db: Queryable, askedBy: string): Promise<{ copies: ExportTicket[] }> {
  const { rows } = await sql<TicketRow>`
    select ${columns} from export_ticket
    where asked_by = ${askedBy} and expires_at > now()
    order by id desc`.execute(db);
  return { copies: rows.map(shown) };
}

export function tellCopies(tell: Tell, askedBy: string): void {
  const topics = [identity.topics.person.of({ userId: askedBy })];
  tell(dataRights, 'rights:copies-changed', topics, (held) => copiesOf(held, askedBy));
}

/** A copy that was made, as one file. */
export async function download(
  db: Queryable,
  { actor, tx }: ViewContext,
  { exportId }: { exportId: string },
): Promise<Bytes> {
  const { rows } = await sql<{ userId: string }>`
    select user_id as "userId" from export_ticket
    where id = ${exportId} and asked_by = ${actor.userId} and ready_at is not null and expires_at > now()`.execute(
    tx,
  );
  if (!rows[0]) throw new Refusal('not_found', 'This copy is not there. Ask for another one.');
  return {
    type: 'application/json',
    // Read while it is sent, after this view's own transaction: whoever reads slowly holds nobody up.
    bytes: piecesOf(db, exportId),
    inline: false,
    fileName: fileNameOf(rows[0].userId),
  };
}

async function* piecesOf(db: Queryable, exportId: string): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number++) {
    const { rows } = await sql<{ bytes: Uint8Array }>`
      select bytes from export_piece where export_id = ${exportId} and number = ${number}`.execute(db);
    if (!rows[0]) return;
    yield rows[0].bytes;
  }
}

/** Lets go of copies that nobody may fetch any more. */
export async function forgetExpired({ tx, tell }: Pick<Write, 'tx' | 'tell'>): Promise<void> {
  const { rows } = await sql<{ askedBy: string }>`
    delete from export_ticket where expires_at <= now() returning asked_by as "askedBy"`.execute(tx);
  for (const askedBy of new Set(rows.map((row) => row.askedBy))) tellCopies(tell, askedBy);
}

/**
 * Lets go of every copy that was made, whose ever it is: any may name whoever is being forgotten.
 *
 * @returns who asked for them
 */
export async function dropMade(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ askedBy: string }>`
    delete from export_ticket where ready_at is not null returning asked_by as "askedBy"`.execute(tx);
  return [...new Set(rows.map(({ askedBy }) => askedBy))];
}

export async function subjectOf(db: Queryable, userId: string): Promise<ExportSubject> {
  const { rows } = await sql<ExportSubject>`
    select id as "userId", name, email from account where id = ${userId}`.execute(db);
  if (!rows[0]) throw new Refusal('not_found', 'There is no such person.');
  return rows[0];
}

function shown({ askedAt, readyAt, expiresAt, ...ticket }: TicketRow): ExportTicket {
  return {
    ...ticket,
    fileName: fileNameOf(ticket.userId),
    askedAt: askedAt.toISOString(),
    readyAt: readyAt?.toISOString() ?? null,
    expiresAt: expiresAt.toISOString(),
  };
}

function fileNameOf(userId: string): string {
  return `stoa-data-${userId}.json`;
}

function noteExport(
  { actor, tx, address }: CommandContext,
  userId: string,
  organisationId: string | null,
  reason: string,
): Promise<void> {
  const about = { kind: 'person', id: userId };
  return audit(tx, {
    actorId: actor.userId,
    act: 'rights:export',
    about,
    organisationId,
    details: { reason },
    address,
  });
}
