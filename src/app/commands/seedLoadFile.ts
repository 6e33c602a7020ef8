import { seedLoad } from '../seedLoad.ts';
import type { Order } from '../order.ts';
import { Fault } from '../terminal.ts';

export async function seedLoadFile(order: Order): Promise<void> {
  const people = Number(order.required('people'));
  if (!Number.isInteger(people) || people < 1 || people > 100_000)
    throw new Fault('--people takes 1 to 100000.');
  const out = order.required('out');
  await seedLoad(await order.ground(), { people, out });
  console.log(
    `${people} people are in ${out}, one line each. Their cookies are real: keep the file to yourself.`,
  );
}
