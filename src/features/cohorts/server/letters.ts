import { sayIn, spokenTo } from '#kernel/speech.ts';
import type { Account } from '#features/identity/contract.ts';
import { letter } from '#platform/server/mail/letter.ts';
import { queueMail } from '#platform/server/mail/outbox.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { Change, HeldCohort } from './hold.ts';
import type { Invitation } from './invitationStore.ts';
import * as store from './store.ts';

const dayWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

const roomWords = {
  subject: 'You have a place in {{cohort}}',
  text: "You have a place in {{cohort}}. Somebody's place became free and you were next.",
  cannot:
    'There is nothing to confirm. If you cannot come after all, please tell the academy, so that the next one can.',
  act: 'Open the course',
} as const;

/** Tells somebody who waited that there is room. */
export async function mailRoom(
  { tx, url }: Change,
  cohort: HeldCohort,
  { name, email, language: code }: Account,
  place: { id: string; ticket: number | null },
): Promise<void> {
  const language = spokenTo(code);
  const say = sayIn(language, roomWords);
  const body = letter({
    language,
    sender: await academy(tx, cohort.organisationId),
    greets: name,
    paragraphs: [say('text', { cohort: cohort.title }), say('cannot')],
    ...(url && { action: { label: say('act'), url: url(`/c/${cohort.id}`) } }),
  });
  await queueMail(tx, {
    effectKey: `cohorts/room/${place.id}/${place.ticket}`,
    to: { name, address: email },
    subject: say('subject', { cohort: cohort.title }),
    ...body,
  });
}

/** Mails a personal invitation with its link. Who is invited has no account, and so no language that we know. */
export async function mailInvitation(
  tx: Tx,
  invitation: Invitation,
  { title, link }: { title: string | null; link: string },
): Promise<void> {
  const sender = await academy(tx, invitation.organisationId);
  const what = {
    student: `${sender} invites you to learn in ${title}.`,
    instructor: `${sender} invites you to teach ${title}.`,
    organisationAdmin: `You are invited to help run ${sender}.`,
  };
  const body = letter({
    sender,
    paragraphs: [
      what[invitation.role],
      `The link is yours alone and works once, until ${dayWords.format(invitation.expiresAt)}.`,
    ],
    action: { label: 'See the invitation', url: link },
    note: 'You need do nothing if you do not want to come.',
  });
  await queueMail(tx, {
    effectKey: `cohorts/invitation/${invitation.id}/${invitation.sendings}`,
    to: { name: invitation.name ?? '', address: invitation.email! },
    subject: title === null ? `${sender}: an invitation` : `${sender}: an invitation to ${title}`,
    ...body,
  });
}

/** Mails the link by which somebody who gave their address comes in. */
export async function mailWayIn(
  tx: Tx,
  invitation: Invitation,
  { email, title, link, effectKey }: { email: string; title: string; link: string; effectKey: string },
): Promise<void> {
  const sender = await academy(tx, invitation.organisationId);
  // Without the name that was given: whoever gave it need not be who reads this.
  const body = letter({
    sender,
    paragraphs: [
      `Somebody, you we suppose, wants to come to ${title} with this address.`,
      'The link works once and for one hour.',
    ],
    action: { label: `Come in to ${title}`, url: link },
    note: 'If it was not you, leave it: nothing happens.',
  });
  await queueMail(tx, {
    effectKey,
    to: { name: '', address: email },
    subject: `Your way in to ${title}`,
    ...body,
  });
}

async function academy(tx: Tx, organisationId: string): Promise<string> {
  return (await store.organisation(tx, organisationId))!.title;
}
