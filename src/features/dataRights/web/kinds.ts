import type { ErasurePreview } from '../contract.ts';
import type { Kind } from './words.ts';

/** What a person would call the rows of a table. */
export const kindOfTable: Readonly<Record<string, Kind>> = {
  account: 'account',
  announcement: 'announcements',
  announcement_group_member: 'announcements',
  announcement_recipient: 'announcements',
  attendance_span: 'attendance',
  audit_entry: 'audit',
  banner_receipt: 'moment',
  calendar_feed: 'calendar',
  certificate: 'certificates',
  chat_lock: 'messages',
  chat_mention: 'messages',
  chat_message: 'messages',
  chat_place: 'read',
  chat_reaction: 'messages',
  chat_report: 'messages',
  chat_revision: 'messages',
  command_answer: 'repeats',
  completion: 'completions',
  completion_undone: 'completions',
  enrolment: 'places',
  erasure: 'erasures',
  event: 'log',
  export_ticket: 'copies',
  help_offer: 'help',
  identity_link: 'waysIn',
  invitation: 'invitations',
  leaderboard_player: 'points',
  lesson_note: 'notes',
  link_request: 'links',
  link_token: 'links',
  live_session: 'liveSessions',
  mail: 'mails',
  mail_bounce: 'mails',
  media_place: 'read',
  notification: 'notifications',
  notification_by: 'notifications',
  notification_digest: 'notifications',
  notification_effect: 'notifications',
  notification_mute: 'notifications',
  notification_preference: 'notifications',
  notification_stop: 'notifications',
  organisation_admin: 'duties',
  pulse_said: 'moment',
  raised_hand: 'moment',
  session_banner: 'moment',
  presence_line: 'presence',
  presence_person: 'presence',
  presence_rest: 'presence',
  poll_ballot: 'polls',
  poll_mark: 'polls',
  points_entry: 'points',
  points_event: 'points',
  quiz_accommodation: 'arrangements',
  quiz_answer: 'attempts',
  quiz_attempt: 'attempts',
  quiz_attempt_item: 'attempts',
  quiz_grading: 'attempts',
  quiz_item_grade: 'attempts',
  quiz_mark: 'attempts',
  quiz_pass: 'attempts',
  question: 'questions',
  question_answer: 'questions',
  question_mute: 'questions',
  question_vote: 'questions',
  recording_position: 'read',
  session: 'sessions',
  session_guest: 'attendance',
  study_clock: 'read',
  study_time: 'time',
};

type Kept = ErasurePreview['kept'];

/** Each kind once; a table that nobody has words for stands by its own name. */
export function kindsOf(tables: Kept): (Kind | { table: string })[] {
  const known = new Set<Kind>();
  const unknown: { table: string }[] = [];
  for (const { table } of tables) {
    const kind = kindOfTable[table];
    if (kind) known.add(kind);
    else unknown.push({ table });
  }
  return [...known, ...unknown];
}
