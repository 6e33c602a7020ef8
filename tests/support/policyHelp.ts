import type { HelpOffer } from '#features/help/contract.ts';
import type { Academy, TestHouse, TestPerson } from './house.ts';

interface HelpExample {
  about: 'the cohort' | 'amara in the cohort';
  input: Record<string, unknown>;
  passes?: string;
}

export interface HelpGiven {
  /** It stands. */
  standingId: string;
  closedId: string;
}

/** Amara was helped, and is offered help again. */
export async function helpGiven(
  house: TestHouse,
  { ines, amara }: Record<'ines' | 'amara', TestPerson>,
): Promise<HelpGiven> {
  const path = `/api/cohorts/${house.north.cohortId}/students/${amara.userId}/help`;
  const offer = async (): Promise<string> =>
    (await house.send<HelpOffer>(ines, 'POST', path, { text: 'An hour on Friday?' })).id;
  const closedId = await offer();
  await house.send(ines, 'PUT', `/api/help/${closedId}/outcome`, { outcome: 'helped' });
  return { closedId, standingId: await offer() };
}

/** Something to ask with for every command and view of this room. */
export function helpExamples(
  { cohortId }: Academy,
  { standingId, closedId }: HelpGiven,
  amaraId: string,
): Record<string, HelpExample[]> {
  const ofAmara = { cohortId, studentId: amaraId };
  return {
    'help:offer': [
      { about: 'amara in the cohort', input: { ...ofAmara, text: 'An hour?' }, passes: '409 conflict' },
    ],
    'help:answer': [{ about: 'amara in the cohort', input: { helpOfferId: standingId, answer: 'accepted' } }],
    // One that is closed already, so that the other goes on standing.
    'help:close': [{ about: 'amara in the cohort', input: { helpOfferId: closedId, outcome: 'not-helped' } }],
    'help:mine': [{ about: 'the cohort', input: { cohortId } }],
    'help:standing': [{ about: 'the cohort', input: { cohortId } }],
    'help:student': [{ about: 'amara in the cohort', input: ofAmara }],
  };
}
