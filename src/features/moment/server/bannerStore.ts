import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { momentLimits, type Banner, type DeskBanner } from '../contract.ts';

export const ofSession = (sessionId: string): RawBuilder<SqlBool> => sql`banner.session_id = ${sessionId}`;
export const withId = (bannerId: string): RawBuilder<SqlBool> => sql`banner.id = ${bannerId}`;
export const byAuthor = (personId: string): RawBuilder<SqlBool> => sql`banner.author_id = ${personId}`;
const isUp = sql<SqlBool>`banner.ended_at is null`;

/** Banners with their receipts, in the order in which they were said. */
export async function bannersWhere(db: Queryable, which: RawBuilder<SqlBool>): Promise<DeskBanner[]> {
  const { rows } = await sql<Omit<DeskBanner, 'saidAt' | 'endedAt'> & { saidAt: Date; endedAt: Date | null }>`
    select banner.id, banner.session_id as "sessionId", coalesce(banner.text, '') as text,
      banner.said_at as "saidAt", banner.ended_at as "endedAt",
      (select count(*) from banner_receipt where banner_id = banner.id) as acknowledged
    from session_banner banner where ${which} order by banner.id`.execute(db);
  return rows.map(({ saidAt, endedAt, ...banner }) => ({
    ...banner,
    saidAt: saidAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }));
}

/** What is said to the whole session now. */
export async function bannerUp(db: Queryable, sessionId: string): Promise<Banner | null> {
  const [banner] = await bannersWhere(db, sql`${ofSession(sessionId)} and ${isUp}`);
  return banner ? { id: banner.id, text: banner.text, saidAt: banner.saidAt } : null;
}

export interface ToSay {
  id: string;
  sessionId: string;
  authorId: string;
  text: string;
}

/** Keeps what is said. @returns false when the session has had as many as there may be */
export async function insert(tx: Tx, { id, sessionId, authorId, text }: ToSay): Promise<boolean> {
  const { rows } = await sql`
    insert into session_banner (id, session_id, author_id, text)
    select ${id}::uuid, ${sessionId}::uuid, ${authorId}::uuid, ${text}::text
    where (select count(*) from session_banner where session_id = ${sessionId}) < ${momentLimits.banners}
    returning id`.execute(tx);
  return rows.length > 0;
}

/** Takes down what is up among these. @returns which that were */
export async function takeDown(
  tx: Tx,
  which: RawBuilder<SqlBool>,
): Promise<{ id: string; sessionId: string }[]> {
  const { rows } = await sql<{ id: string; sessionId: string }>`
    update session_banner banner set ended_at = clock_timestamp() where ${which} and ${isUp}
    returning id, session_id as "sessionId"`.execute(tx);
  return rows;
}

/** Keeps a banner as it is until the commit. @returns undefined: it is not of this session */
export async function share(
  tx: Tx,
  { sessionId, bannerId }: { sessionId: string; bannerId: string },
): Promise<{ isUp: boolean } | undefined> {
  const { rows } = await sql<{ isUp: boolean }>`
    select ${isUp} as "isUp" from session_banner banner
    where ${ofSession(sessionId)} and ${withId(bannerId)} for share`.execute(tx);
  return rows[0];
}

/** Notes that somebody has read it: once a person by constraint. @returns false: they had said so */
export async function acknowledge(tx: Tx, bannerId: string, personId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into banner_receipt (banner_id, person_id) values (${bannerId}, ${personId})
    on conflict do nothing returning banner_id`.execute(tx);
  return rows.length > 0;
}

/** The newest banner of a session that somebody has said to have read. */
export async function acknowledgedBy(
  db: Queryable,
  sessionId: string,
  personId: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select banner.id from session_banner banner join banner_receipt receipt on receipt.banner_id = banner.id
    where ${ofSession(sessionId)} and receipt.person_id = ${personId}
    order by banner.id desc limit 1`.execute(db);
  return rows[0]?.id ?? null;
}
