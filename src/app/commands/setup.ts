import { isDemo } from '../demo/demoClass.ts';
import * as organisations from '#features/cohorts/server/organisations.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Order } from '../order.ts';
import { ask, Fault } from '../terminal.ts';
import { newPassword } from './people.ts';

/** A real academy and the person who may do everything in it. */
export async function setup(order: Order): Promise<void> {
  const { log, db, passwords } = await order.ground();
  if (await isDemo(db.query)) {
    throw new Fault('The demo class is in this database. Remove it first: npm run reset');
  }
  const title = order.option('academy') ?? (await ask('What is the academy called?', 'academy'));
  const name = order.option('name') ?? (await ask('Your name?', 'name'));
  const email = order.option('email') ?? (await ask('Your e-mail address?', 'email'));
  const zone = order.option('zone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (title === '') throw new Fault('An academy has a name. Say --academy.');

  const password = newPassword();
  const passwordHash = await passwords.hash(password);
  await log.write(async ({ tx }) => {
    const organisation = await organisations.create(tx, { title });
    const { id } = await accounts.create(tx, {
      email,
      name,
      zone,
      passwordHash,
      emailVerified: true,
      platformAdmin: true,
    });
    await organisations.appoint(tx, organisation.id, id);
  });
  console.log(
    [
      '',
      `  ${title} is here.`,
      '',
      `  Sign in as   ${email}`,
      `  Password     ${password}      (shown once)`,
      '',
      '  Next         npm run stoa -- import <folder of your course>',
      '               npm run stoa -- cohort "<title>" --course <key> --from <day> --to <day>',
      '               npm start',
      '',
    ].join('\n'),
  );
}
