import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import type { Database, Queryable } from '#platform/server/db/database.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import type { Log } from '#platform/server/log/log.ts';
import { polls } from '../contract.ts';
import { closeLapsed } from './closing.ts';
import * as drafting from './drafting.ts';
import { ballotsCsv, pollsCsv, pollsJson } from './exports.ts';
import { pollsMigrations } from './migrations.ts';
import { pollsPersonal } from './personal.ts';
import { report } from './report.ts';
import * as running from './running.ts';
import { placeOf } from './store.ts';
import * as views from './views.ts';
import { vote } from './voting.ts';

const lapseEveryMs = 500;

/** Polls in a live session: drafted, opened, voted in, closed, revealed, asked again. */
export function pollsFeature({ db, log }: { db: Database; log: Log }): AnyFeature {
  const { cohort, cohortStaff } = cohorts.topics;
  const { session, sessionStaff } = sessions.topics;
  const { person } = identity.topics;
  const staffOf = async (tx: Queryable, pollId: string) => {
    const place = await placeOf(tx, pollId);
    return place ? [sessionStaff.of(place)] : [];
  };

  return feature<typeof polls>({
    contract: polls,
    migrations: pollsMigrations,
    personal: pollsPersonal,
    commands: {
      'poll:draft': drafting.draft,
      'poll:edit': drafting.edit,
      'poll:tie': drafting.tie,
      'poll:move': drafting.move,
      'poll:discard': drafting.discard,
      'poll:duplicate': drafting.duplicate,
      'poll:launch': drafting.launch,
      'poll:open': running.open,
      'poll:countdown': running.countdown,
      'poll:close': running.close,
      'poll:reveal': running.reveal,
      'poll:put-away': running.putAway,
      'poll:revote': running.revote,
      'poll:reset': running.reset,
      'poll:hide-text': running.hideText,
      'poll:vote': vote,
    },
    abreast: ['poll:vote'],
    views: {
      'poll:list': views.list,
      'poll:desk': views.desk,
      'poll:texts': views.texts,
      'poll:desk-texts': views.deskTexts,
      'poll:ballots': views.named,
      'poll:bank': views.bank,
      'poll:report': report,
      'poll:export-csv': pollsCsv,
      'poll:export-ballots': ballotsCsv,
      'poll:export-json': pollsJson,
    },
    follow: {
      'poll:list': ({ userId }, { sessionId }) => [session.of({ sessionId }), person.of({ userId })],
      'poll:desk': (_actor, { sessionId }) => [sessionStaff.of({ sessionId })],
      'poll:texts': async (_actor, { pollId }, tx) => {
        const place = await placeOf(tx, pollId);
        return place ? [session.of(place)] : [];
      },
      'poll:desk-texts': (_actor, { pollId }, tx) => staffOf(tx, pollId),
      'poll:ballots': (_actor, { pollId }, tx) => staffOf(tx, pollId),
      'poll:bank': (_actor, { cohortId }) => [cohortStaff.of({ cohortId }), cohort.of({ cohortId })],
      'poll:report': (_actor, { sessionId }) => [sessionStaff.of({ sessionId })],
      'poll:export-csv': () => [],
      'poll:export-ballots': () => [],
      'poll:export-json': () => [],
    },
    leads: { pollId: placeOf },
    chores: [{ name: 'poll:lapse', everyMs: lapseEveryMs, run: () => closeLapsed({ db: db.query, log }) }],
  });
}
