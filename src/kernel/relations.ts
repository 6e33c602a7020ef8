/**
 * How an actor can stand to a thing. Commands, views and topics list the relations that may; whoever has
 * none of them is refused. Rooms never check roles by themselves.
 */
export const relations = {
  anyone: 'everybody, signed in or not',
  person: 'anybody who is signed in with an account',
  guest: 'whoever came into the live session by its code, for as long as it lasts and takes guests',
  self: 'the person the thing is about (in a cohort: while a member of it)',
  student: 'an active student of the cohort',
  instructor: 'an active instructor of the cohort',
  organisationAdmin: 'an administrator of the organisation that the thing belongs to',
  platformAdmin: 'an operator of this Stoa',
} as const;

export type Relation = keyof typeof relations;

/** What a request is about, as far as access is concerned: ids found in its input or in a topic's name. */
export interface Scope {
  userId?: string;
  cohortId?: string;
  enrolmentId?: string;
  organisationId?: string;
  courseId?: string;
  /** A live session. Rooms say to what the following lead: see `climbing`. */
  sessionId?: string;
  questionId?: string;
  pollId?: string;
  channelId?: string;
  messageId?: string;
  announcementId?: string;
  helpOfferId?: string;
}

const scopeFields = [
  'userId',
  'cohortId',
  'enrolmentId',
  'organisationId',
  'courseId',
  'sessionId',
  'questionId',
  'pollId',
  'channelId',
  'messageId',
  'announcementId',
  'helpOfferId',
] as const;

/** Reads the scope from fields that carry the names of ids; a `studentId` is a user's. */
export function scopeOf(fields: Readonly<Record<string, unknown>>): Scope {
  const scope: Scope = {};
  for (const name of scopeFields) {
    const value = fields[name];
    if (typeof value === 'string') scope[name] = value;
  }
  if (typeof fields['studentId'] === 'string') scope.userId = fields['studentId'];
  return scope;
}
