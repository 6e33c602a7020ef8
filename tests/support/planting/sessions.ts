import { sessions, sessionLimits } from '#features/sessions/contract.ts';
import type { TestPerson } from '../house.ts';
import { inMinutes } from '../liveSessions.ts';
import { payloads } from '../xssPayloads.ts';
import { after, language, names, zone, type Plot } from './world.ts';

/** A session that is live with a run sheet of payloads, one that is over with recordings, one that was called off. */
export async function plantSessions(
  { planter, cohortId, ines }: Plot,
  students: readonly TestPerson[],
): Promise<{ live: string; over: string; cancelled: string }> {
  const plan = async (place: number): Promise<string> => {
    const payload = payloads[place]!;
    const said = (one = payload) => ({
      title: one.text,
      summary: `${one.text}\n\n${after(one).text}`,
      meeting: { provider: 'other' as const, url: `https://meet.test/${encodeURIComponent(one.text)}` },
    });
    const { session } = await planter.plant(ines, sessions, 'session:schedule', {
      cohortId,
      startsAt: inMinutes(10),
      minutes: 60,
      lessonId: null,
      settings: { moderated: false, anonymity: 'none' },
      ...said(),
    });
    await planter.plant(ines, sessions, 'session:change', { sessionId: session.id, ...said(after(payload)) });
    return session.id;
  };
  const [live, over, cancelled] = [await plan(12), await plan(13), await plan(14)];
  const agenda = payloads.slice(0, sessionLimits.agendaItems).map(({ text }) => ({
    ...{ title: text, minutes: 5, kind: 'talk' as const, note: text },
    say: text.slice(0, sessionLimits.sayLength),
  }));
  for (const sessionId of [live, over]) {
    await planter.plant(ines, sessions, 'session:set-agenda', { sessionId, revision: 0, agenda });
    await planter.plant(ines, sessions, 'session:start', { sessionId });
    for (const student of students.slice(0, 3))
      await planter.plant(student, sessions, 'session:attend', { sessionId });
  }
  const { joinCode } = await planter.plant(ines, sessions, 'session:take-guests', {
    sessionId: live,
    on: true,
  });
  for (const { text } of names) {
    const guest = { code: joinCode!, name: text, zone, language };
    await planter.arrive(sessions.commands['session:enter'], 'session:enter', guest);
  }
  await planter.plant(ines, sessions, 'session:end', { sessionId: over });
  for (const payload of payloads.slice(0, sessionLimits.recordings)) {
    const url = `https://films.test/${encodeURIComponent(payload.text)}`;
    await planter.plant(ines, sessions, 'session:add-recording', {
      sessionId: over,
      title: payload.text,
      url,
    });
  }
  const reason = payloads[15]!.text;
  await planter.plant(ines, sessions, 'session:cancel', { sessionId: cancelled, reason });
  return { live, over, cancelled };
}
