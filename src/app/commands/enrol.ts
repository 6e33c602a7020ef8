import { cohorts } from '#features/cohorts/contract.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { parseOr } from '#kernel/refusal.ts';
import type { Order } from '../order.ts';
import { Fault } from '../terminal.ts';

export async function enrol(order: Order): Promise<void> {
  const [email] = order.words;
  if (email === undefined) throw new Fault('Say who: npm run stoa -- enrol <e-mail> --cohort <id>');
  const cohortId = order.required('cohort');
  const { db, log } = await order.ground();
  const person = await accounts.byEmail(db.query, email);
  if (!person)
    throw new Fault(`Nobody has the address ${email}: npm run stoa -- person ${email} --name <name>`);
  const place = parseOr(cohorts.commands['cohorts:enrol'].input, {
    cohortId,
    userId: person.id,
    role: order.option('role') ?? 'student',
  });
  const line = await log.write((write) => enrolments.enrol(write, place));
  console.log(
    line.state === 'waiting'
      ? `All places are taken: ${line.name} waits for one.`
      : `${line.name} is ${line.role} of the cohort.`,
  );
}
