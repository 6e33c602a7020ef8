import { simpleParser, type ParsedMail } from 'mailparser';
import { isOfAddress, type Bouncing } from './bounces.ts';
import * as store from './store.ts';
import type { Queryable } from '../db/database.ts';

/** What a report says of the one recipient that a mail of ours has. */
export interface Report {
  /** Of the mail that came to nothing. */
  messageKey: string;
  /** The enhanced status, `5.1.1`; null: none was named. */
  status: string | null;
}

export type Taken =
  /** It is written down that the mail came back. */
  | 'recorded'
  /** It is a report of no mail that is known here. */
  | 'of no mail'
  /** Nothing has failed by what it says, or it is no report at all. */
  | 'no failure';

/** Takes a message that came to where mail servers report; what it says of others than its mail's address is ignored. */
export async function takeReport(
  { db, bouncing }: { db: Queryable; bouncing: Bouncing },
  message: Buffer,
): Promise<Taken> {
  const report = await reportIn(message);
  if (!report) return 'no failure';
  const mail = await store.mailByKey(db, report.messageKey);
  if (!mail) return 'of no mail';
  const { status } = report;
  const endsAddress = isOfAddress({ code: null, status, atRecipient: false });
  await bouncing({ effectKey: mail.effectKey, address: mail.toAddress, code: null, status, endsAddress });
  return 'recorded';
}

/**
 * Reads a delivery status notification (RFC 3464).
 *
 * @returns null for one that says of no failure, for any other mail, and where none of ours is named
 */
export async function reportIn(message: Buffer): Promise<Report | null> {
  const parsed = await simpleParser(message, {
    ...{ keepDeliveryStatus: true, skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true },
  } as Parameters<typeof simpleParser>[1]);
  const status = partOf(parsed, ['message/delivery-status', 'message/global-delivery-status']);
  if (status === undefined) return null;
  const [about = new Map<string, string>(), ...recipients] = groupsIn(status);
  const failed = recipients.find((fields) => fields.get('action')?.toLowerCase() === 'failed');
  if (!failed) return null;
  const messageKey =
    keyIn(about.get('original-envelope-id') ?? '') ??
    keyIn(/^message-id:\s*(\S+)/im.exec(partOf(parsed, originals) ?? '')?.[1] ?? '');
  return messageKey === null ? null : { messageKey, status: statusOf(failed) };
}

/** What a report holds of the mail itself: all of it, or its headers. */
const originals = ['text/rfc822-headers', 'message/rfc822', 'message/global', 'message/global-headers'];

function partOf({ attachments }: ParsedMail, types: readonly string[]): string | undefined {
  return attachments.find(({ contentType }) => types.includes(contentType))?.content.toString('utf8');
}

/** Groups of fields with an empty line between; a line that begins with a space goes on with the one before. */
function groupsIn(text: string): ReadonlyMap<string, string>[] {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .map((group) => group.trim())
    .filter((group) => group !== '')
    .map((group) => new Map(group.split('\n').map(fieldIn)));
}

function fieldIn(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

function statusOf(fields: ReadonlyMap<string, string>): string | null {
  const said = /^[45]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? null;
  // Many say no more than "5.0.0", and what it was beside it, as the other server put it.
  const [, nearer] = /\b(5\.\d{1,3}\.\d{1,3})\b/.exec(fields.get('diagnostic-code') ?? '') ?? [];
  return nearer !== undefined && (said === null || said.startsWith('5.0.')) ? nearer : said;
}

/** Ours are 32 hexadecimal digits, alone or in `<…@domain>`. */
function keyIn(words: string): string | null {
  return /^<?([0-9a-f]{32})(@[^>\s]*>)?$/.exec(words.trim())?.[1] ?? null;
}
