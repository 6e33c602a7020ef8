import { identity } from '#features/identity/contract.ts';
import { sessions } from '#features/sessions/contract.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import type { Log } from '#platform/server/log/log.ts';
import { moment, momentLimits } from '../contract.ts';
import * as banners from './banners.ts';
import * as hands from './hands.ts';
import { momentMigrations } from './migrations.ts';
import { momentPersonal } from './personal.ts';
import { pulseCsv, say } from './pulse.ts';
import { Reactions } from './reactions.ts';
import * as timing from './timing.ts';
import * as views from './views.ts';

/** What is of the moment in a live session: hands, pulse, reactions, the timer, and what is said to everybody. */
export function momentFeature({ log }: { log: Log }): AnyFeature {
  const { session, sessionStaff } = sessions.topics;
  const { person } = identity.topics;
  const reactions = new Reactions();

  return feature<typeof moment>({
    contract: moment,
    migrations: momentMigrations,
    personal: momentPersonal,
    commands: {
      'hand:raise': hands.raise,
      'hand:lower': hands.lower,
      'hand:call': hands.call,
      'hand:dismiss': hands.dismiss,
      'hand:lower-all': hands.lowerAll,
      'pulse:say': say,
      'reaction:send': reactions.send,
      'timer:start': timing.start,
      'timer:pause': timing.pause,
      'timer:resume': timing.resume,
      'timer:extend': timing.extend,
      'timer:stop': timing.stop,
      'banner:say': banners.say,
      'banner:take-down': banners.takeDown,
      'banner:acknowledge': banners.acknowledge,
    },
    views: { 'moment:now': views.now, 'moment:desk': views.desk, 'moment:pulse-csv': pulseCsv },
    follow: {
      'moment:now': ({ userId }, { sessionId }) => [session.of({ sessionId }), person.of({ userId })],
      'moment:desk': (_actor, { sessionId }) => [session.of({ sessionId }), sessionStaff.of({ sessionId })],
      'moment:pulse-csv': () => [],
    },
    chores: [{ name: 'reaction:show', everyMs: momentLimits.gatherMs, run: () => reactions.flush(log) }],
  });
}
