import { identity } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { reaction, type Reaction } from '#platform/server/log/events.ts';
import { noteChange } from './enrolments.ts';
import * as enrolmentStore from './enrolmentStore.ts';
import { hold, type Change } from './hold.ts';
import { revokeFor } from './invitations.ts';
import { makeAdmin } from './joining.ts';
import { keepingTheRow, settle } from './places.ts';
import * as store from './store.ts';

/** What this room does about other rooms' events. */
export const cohortsReactions: readonly Reaction[] = [
  // What an organisation's identity provider vouches for is given; what it no longer says is not taken away.
  reaction(
    identity,
    'identity:vouched',
    async (write, { userId, organisationId, administrator, cohorts }) => {
      if (administrator) {
        await store.holdAdmins(write.tx, organisationId);
        await makeAdmin(write, organisationId, await accounts.byId(write.tx, userId));
      }
      const given = [...cohorts].sort((a, b) => (a.cohortId < b.cohortId ? -1 : 1));
      for (const { cohortId, role } of given)
        await vouchedFor(write, organisationId, { cohortId, userId, role });
    },
  ),
];

async function vouchedFor(
  change: Change,
  organisationId: string,
  { cohortId, userId, role }: { cohortId: string; userId: string; role: 'student' | 'instructor' },
): Promise<void> {
  const { tx } = change;
  // The rule was written by hand: it may name what is not there, or not theirs.
  const known = await store.cohort(tx, cohortId);
  if (known?.organisationId !== organisationId || known.archived) return;
  const cohort = await hold(tx, cohortId);
  const before = await enrolmentStore.enrolmentOf(tx, cohortId, userId);
  // Staff have the last word: who was taken out, paused or made something else stays that.
  if (before && before.state !== 'invited') return;
  await keepingTheRow(change, cohort, async () => {
    const after = await settle(change, cohort, before, { userId, role, state: 'active' });
    await revokeFor(change, cohort, (await accounts.byId(tx, userId)).email);
    await noteChange(change, 'cohorts:vouched', cohort, before, after);
  });
}
