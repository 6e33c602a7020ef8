import type { DeskBanner, OwnHandStanding } from '#features/moment/contract.ts';
import type { StaffSession } from '#features/sessions/contract.ts';
import type { TestHouse, TestPerson } from './house.ts';
import { inMinutes } from './liveSessions.ts';

/** What is of the moment in a live session of the north. */
export interface MomentHeld {
  sessionId: string;
  takenDownId: string;
  /** Of a guest who belongs to the cohort. */
  handId: string;
}

export async function momentHeld(
  house: TestHouse,
  { ines, guest }: Record<'ines' | 'guest', TestPerson>,
): Promise<MomentHeld> {
  const send = async <Answer>(
    as: TestPerson,
    method: string,
    path: string,
    body: object = {},
  ): Promise<Answer> => {
    const answer = await house.ask(method, path, { as, body });
    if (answer.status !== 200)
      throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return (answer.body as { data: Answer }).data;
  };
  const whole = { title: 'Now', startsAt: inMinutes(10), minutes: 60 };
  const planned = await send<StaffSession>(
    ines,
    'POST',
    `/api/cohorts/${house.north.cohortId}/sessions`,
    whole,
  );
  const sessionId = planned.session.id;
  const at = `/api/sessions/${sessionId}`;
  await send(ines, 'POST', `${at}/start`);
  await send(ines, 'PUT', `${at}/timer`, { seconds: 600 });
  const say = (text: string): Promise<DeskBanner> => send(ines, 'POST', `${at}/banners`, { text });
  const takenDownId = (await say('Good morning.')).id;
  const { hand } = await send<OwnHandStanding>(guest, 'PUT', `${at}/hand`);
  await say('Ten minutes.');
  return { sessionId, takenDownId, handId: hand!.id };
}

interface MomentExample {
  about: 'the cohort';
  input: Record<string, unknown>;
  passes?: string;
}

/** Something to ask with for every command and view of this room. */
export function momentExamples({
  sessionId,
  takenDownId,
  handId,
}: MomentHeld): Record<string, MomentExample[]> {
  const one = (input: Record<string, unknown> = {}, passes?: string): MomentExample[] => [
    { about: 'the cohort', input: { sessionId, ...input }, ...(passes !== undefined && { passes }) },
  ];
  return {
    'hand:raise': one(),
    'hand:lower': one(),
    'hand:call': one({ handId }),
    'hand:dismiss': one({ handId: sessionId }),
    'hand:lower-all': one(),
    'pulse:say': one({ pace: 'right', clarity: 'clear' }),
    'reaction:send': one({ kind: 'heart' }),
    'timer:start': one({ seconds: 600, purpose: 'break' }),
    'timer:pause': one(),
    'timer:resume': one(),
    'timer:extend': one({ seconds: 60 }),
    'timer:stop': one(),
    'banner:say': one({ text: 'Five more.' }),
    'banner:take-down': one({ bannerId: takenDownId }),
    'banner:acknowledge': one({ bannerId: takenDownId }, '409 conflict'),
    'moment:now': one(),
    'moment:desk': one(),
    'moment:pulse-csv': one(),
  };
}
