import { personName } from '#features/identity/contract.ts';
import type { TestHouse, TestPerson } from '../house.ts';
import { payloads, type Payload } from '../xssPayloads.ts';
import type { Planter } from './planter.ts';

/** Who plants, and where. */
export interface Plot {
  house: TestHouse;
  planter: Planter;
  organisationId: string;
  cohortId: string;
  ines: TestPerson;
  paula: TestPerson;
  ops: TestPerson;
}

export const zone = 'Europe/Berlin';
export const language = 'en';

/** Those that can be somebody's name; the rest is refused as one. */
export const names: readonly Payload[] = payloads.filter(({ text }) => personName.safeParse(text).success);

/** All of them as one text, each in a paragraph of its own. */
export const paragraphs = payloads.map(({ text }) => text).join('\n\n');

/** Without line breaks. */
export const lineOf = ({ text }: Payload): string => text.replaceAll(/\s+/g, ' ');

/** As a file may be called. */
export const fileNameOf = (payload: Payload, ending: string): string =>
  `${lineOf(payload).replaceAll(/[/\\]/g, '∕')}${ending}`;

/** The payload some places further on, the first one behind the last. */
export function after({ number }: Payload, places = 1, among: readonly Payload[] = payloads): Payload {
  const place = among.findIndex((one) => one.number === number);
  return among[(place + places) % among.length]!;
}
