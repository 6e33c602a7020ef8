import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { audit } from '#platform/server/audit.ts';
import type { Database, Queryable } from '#platform/server/db/database.ts';
import type { Bytes, CommandContext, ViewContext } from '#platform/server/feature.ts';
import type { PersonalTable } from '#platform/server/personal.ts';
import type { ExportTicket } from '../contract.ts';
import { exportOf, type ExportSubject } from './exporting.ts';

const validMinutes = 15;

/** The reader's own copy. */
export function forOneself({ actor, tx }: CommandContext): Promise<ExportTicket> {
  return issue({ actor, tx }, actor.userId, null);
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

async function issue(
  { actor, tx }: Pick<CommandContext, 'actor' | 'tx'>,
  userId: string,
  organisationId: string | null,
): Promise<ExportTicket> {
  await subjectOf(tx, userId);
  const exportId = newId();
  const { rows } = await sql<{ expiresAt: Date }>`
    insert into export_ticket (id, user_id, asked_by, organisation_id, expires_at)
    values (${exportId}, ${userId}, ${actor.userId}, ${organisationId},
      now() + make_interval(mins => ${validMinutes}))
    returning expires_at as "expiresAt"`.execute(tx);
  const expiresAt = rows[0]!.expiresAt.toISOString();
  return { exportId, userId, organisationId, fileName: fileNameOf(userId), expiresAt };
}

export function downloadsOf({ db, tables }: { db: Database; tables: readonly PersonalTable[] }) {
  /** Made while it is sent, after this view's own transaction: whoever reads slowly holds nobody up. */
  return async function download(
    { actor, tx }: ViewContext,
    { exportId }: { exportId: string },
  ): Promise<Bytes> {
    const { rows } = await sql<{ userId: string; organisationId: string | null }>`
      select user_id as "userId", organisation_id as "organisationId" from export_ticket
      where id = ${exportId} and asked_by = ${actor.userId} and expires_at > now()`.execute(tx);
    const [ticket] = rows;
    if (!ticket) throw new Refusal('not_found', 'This copy is not ready any more. Ask for another one.');
    const subject = await subjectOf(tx, ticket.userId);
    return {
      type: 'application/json',
      bytes: exportOf(db, tables, subject, ticket.organisationId),
      inline: false,
      fileName: fileNameOf(ticket.userId),
    };
  };
}

/** Copies that nobody may fetch any more. */
export async function forgetTickets(db: Queryable): Promise<void> {
  await sql`delete from export_ticket where expires_at < now()`.execute(db);
}

async function subjectOf(db: Queryable, userId: string): Promise<ExportSubject> {
  const { rows } = await sql<ExportSubject>`
    select id as "userId", name, email from account where id = ${userId}`.execute(db);
  if (!rows[0]) throw new Refusal('not_found', 'There is no such person.');
  return rows[0];
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
