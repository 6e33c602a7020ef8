import * as accounts from '#features/identity/server/accounts.ts';
import type { Order } from '../order.ts';
import { Fault } from '../terminal.ts';
import { newPassword } from './people.ts';

export async function addPerson(order: Order): Promise<void> {
  const [email] = order.words;
  if (email === undefined)
    throw new Fault('Say the e-mail address: npm run stoa -- person <e-mail> --name <name>');
  const name = order.required('name');
  const zone = order.option('zone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { log, passwords } = await order.ground();
  const password = newPassword();
  const passwordHash = await passwords.hash(password);
  await log.write(({ tx }) =>
    accounts.create(tx, {
      email,
      name,
      zone,
      passwordHash,
      // Whoever runs this Stoa vouches for the address.
      emailVerified: true,
      platformAdmin: order.has('operator'),
    }),
  );
  console.log(`${name} signs in as ${email} with ${password} (shown once).`);
}
