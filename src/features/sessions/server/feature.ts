import { cohorts } from '#features/cohorts/contract.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import { identity } from '#features/identity/contract.ts';
import type { Joining } from '#features/identity/server/joining.ts';
import { feature, type AnyFeature, type Person } from '#platform/server/feature.ts';
import { memoryLimits } from '#platform/server/limits.ts';
import type { Log } from '#platform/server/log/log.ts';
import { sessions } from '../contract.ts';
import { setAgenda } from './agenda.ts';
import { attend, attendance, attendanceFile, endLapsed, leave } from './attendance.ts';
import { calendar, feedOf, makeFeed, revokeFeed } from './calendarFeed.ts';
import { enteringOf, removeGuest, seeingOff, takeGuests } from './guests.ts';
import { joinOf, triesOf } from './joining.ts';
import { sessionsMigrations } from './migrations.ts';
import { sessionsPersonal } from './personal.ts';
import { addRecording, keepPosition, removeRecording } from './recordings.ts';
import { blank, endingOf, handOver, rehearse, show, start, takeOver, type Over } from './running.ts';
import { scheduleOf } from './schedule.ts';
import { sessionOf } from './sessions.ts';
import { knownCohort } from './telling.ts';
import * as views from './views.ts';

const lapseEveryMs = 10_000;

export interface SessionsParts {
  log: Log;
  /** Where browsers reach this Stoa, for links; never taken from a request. */
  origin: () => string;
  /** What rooms have still open in a session that is over, and close in the same transaction. */
  over?: Over;
  /** How guests come in and go. */
  joining: () => Joining;
}

/** Live sessions of a cohort: planned, rehearsed, held, and what is kept of them. */
export function sessionsFeature({ log, origin, over = async () => {}, joining }: SessionsParts): AnyFeature {
  const { topics } = sessions;
  const seeOff = seeingOff(joining);
  const schedule = scheduleOf({ over, seeOff });
  const tries = triesOf();
  const ofPerson = ({ userId }: Person) => identity.topics.person.of({ userId });

  return feature<typeof sessions>({
    contract: sessions,
    migrations: sessionsMigrations,
    personal: sessionsPersonal,
    commands: {
      'session:schedule': schedule.schedule,
      'session:change': schedule.change,
      'session:cancel': schedule.cancel,
      'session:set-agenda': setAgenda,
      'session:rehearse': rehearse,
      'session:start': start,
      'session:end': endingOf(over, seeOff),
      'session:show': show,
      'session:blank': blank,
      'session:take-over': takeOver,
      'session:hand-over': handOver,
      'session:attend': attend,
      'session:leave': leave,
      'session:join': joinOf(tries),
      'session:enter': enteringOf({ joining, tries, limits: memoryLimits() }),
      'session:take-guests': takeGuests,
      'session:remove-guest': removeGuest,
      'session:add-recording': addRecording,
      'session:remove-recording': removeRecording,
      'session:keep-position': keepPosition,
      'session:make-feed': makeFeed,
      'session:revoke-feed': revokeFeed,
    },
    views: {
      'session:list': views.list,
      'session:timetable': views.timetable,
      'session:one': views.one,
      'session:console': views.console,
      'session:visits': views.visits,
      'session:attendance': attendance,
      'session:attendance-file': attendanceFile,
      'session:feed': ({ actor, tx }) => feedOf(tx, actor.userId),
      'session:calendar': ({ tx }, { token }) => calendar(tx, token, origin()),
    },
    follow: {
      'session:list': (actor, { cohortId }) => [cohorts.topics.cohort.of({ cohortId }), ofPerson(actor)],
      'session:timetable': (actor, { cohortId }) => [cohorts.topics.cohort.of({ cohortId }), ofPerson(actor)],
      'session:one': async (actor, { sessionId }, tx) => {
        const cohortId = await knownCohort(tx, sessionId);
        const isMember = await enrolments.roleOf(tx, actor, cohortId);
        return [
          topics.session.of({ sessionId }),
          ...(isMember ? [cohorts.topics.cohort.of({ cohortId })] : []),
          ofPerson(actor),
        ];
      },
      'session:console': async (_actor, { sessionId }, tx) => [
        topics.sessionStaff.of({ sessionId }),
        cohorts.topics.cohortStaff.of({ cohortId: await knownCohort(tx, sessionId) }),
      ],
      'session:visits': (actor) => [ofPerson(actor)],
      'session:attendance': async (_actor, { sessionId }, tx) => [
        topics.sessionStaff.of({ sessionId }),
        cohorts.topics.cohortStaff.of({ cohortId: await knownCohort(tx, sessionId) }),
      ],
      'session:attendance-file': () => [],
      'session:feed': (actor) => [ofPerson(actor)],
      'session:calendar': () => [],
    },
    leads: {
      async sessionId(db, id) {
        const session = await sessionOf(db, id);
        return session && { cohortId: session.cohortId };
      },
    },
    revokedBy: ['session:visit-changed'],
    chores: [{ name: 'session:lapse', everyMs: lapseEveryMs, run: () => endLapsed(log) }],
  });
}
