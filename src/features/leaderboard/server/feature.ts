import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import { sessionOf } from '#features/sessions/server/sessions.ts';
import { feature, type AnyFeature, type Person } from '#platform/server/feature.ts';
import { leaderboard } from '../contract.ts';
import { leaderboardMigrations } from './migrations.ts';
import { leaderboardPersonal } from './personal.ts';
import * as service from './service.ts';
import * as views from './views.ts';

/** Points of live sessions, from a ledger in which each event pays a person once. */
export function leaderboardFeature({ random }: { random: () => number }): AnyFeature {
  const { sessionStaff } = sessions.topics;
  const { cohort, cohortStaff } = cohorts.topics;
  const ofPerson = ({ userId }: Person) => identity.topics.person.of({ userId });

  return feature<typeof leaderboard>({
    contract: leaderboard,
    migrations: leaderboardMigrations,
    personal: leaderboardPersonal,
    commands: {
      'leaderboard:switch': service.switchBoard,
      'leaderboard:put-up': service.putUp,
      'leaderboard:adjust': service.adjust,
      'leaderboard:take-part': service.takePart,
      'leaderboard:take-name': service.nameTaker(random),
    },
    views: {
      'leaderboard:session': views.ofSession,
      'leaderboard:cohort': views.ofCohort,
      'leaderboard:own': views.own,
      'leaderboard:adjustments': views.adjustments,
    },
    follow: {
      'leaderboard:session': (actor, { sessionId }) => [
        leaderboard.topics.board.of({ sessionId }),
        ofPerson(actor),
      ],
      'leaderboard:cohort': (actor, { cohortId }) => [cohort.of({ cohortId }), ofPerson(actor)],
      'leaderboard:own': (actor) => [ofPerson(actor)],
      'leaderboard:adjustments': async (_actor, { sessionId }, tx) => {
        const found = await sessionOf(tx, sessionId);
        return [sessionStaff.of({ sessionId }), ...(found ? [cohortStaff.of(found)] : [])];
      },
    },
  });
}
