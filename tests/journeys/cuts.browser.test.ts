import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { Journey, type Visitor, type VisitOptions } from '../support/journey.ts';
import { listenIn } from '../support/listening.ts';
import {
  answerInWriting,
  ask,
  chipOf,
  choose,
  endForAll,
  faultsOfHour,
  key,
  launch,
  press,
  pollOn,
  questionOn,
  say,
  untilAtDesk,
  untilSeen,
  vote,
  type Hour,
} from '../support/liveHour.ts';
import { Network } from '../support/network.ts';
import type { Refusable } from '../support/refusingProxy.ts';

let journey: Journey;
let cohortId: string;
let cast: { ines: Guest; jonas: Guest; amara: Guest };

interface Guest extends Visitor {
  network: Network;
}

const screens = {
  ines: { viewport: { width: 1440, height: 900 } },
  jonas: { viewport: { width: 1280, height: 800 } },
  amara: { viewport: { width: 390, height: 844 }, hasTouch: true },
};

beforeAll(async () => {
  journey = await Journey.open({ settings: { SSE_HEARTBEAT_MS: '1000', SSE_SILENCE_MS: '3000' } });
  cast = {
    ines: await comes('ines', screens.ines),
    jonas: await comes('jonas', screens.jonas),
    amara: await comes('amara', screens.amara),
  };
  ({ id: cohortId } = await journey.cohortOf(cast.amara));
});

afterAll(async () => {
  for (const { context, network } of Object.values(cast ?? {})) {
    await context.close();
    await network.close();
  }
  await journey?.close();
});

/** Each in a browser of their own, behind a network of their own. */
async function comes(who: string, options: VisitOptions): Promise<Guest> {
  const network = await Network.to(Number(new URL(journey.direct).port));
  const visitor = await journey.guest({ baseURL: network.base, ...options });
  // Waits are short here, and as random as ever: how long they are in life is what `npm run proof -- live` shows.
  await visitor.context.addInitScript(() => {
    const random = Math.random;
    Math.random = () => random() / 10;
  });
  await journey.enter(visitor.context, who);
  return { ...visitor, network };
}

const everyone = (): Guest[] => [cast.ines, cast.jonas, cast.amara];

function refuse(...what: Refusable[]): void {
  for (const { network } of everyone()) network.proxy.refuse(...what);
}

async function chipsSay(words: RegExp, of: readonly Guest[] = everyone()): Promise<void> {
  await Promise.all(
    of.map(({ page }) =>
      chipOf(page).filter({ hasText: words }).waitFor({ timeout: 30_000, state: 'attached' }),
    ),
  );
}

/** A session that Paula has begun; Inês is to take over. */
async function anHourOf(title: string): Promise<string> {
  const { context } = await journey.guest({ baseURL: journey.direct });
  await journey.enter(context, 'paula');
  const post = async (path: string, data: object = {}): Promise<{ session: { id: string } }> => {
    const answer = await context.request.post(path, { data });
    if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
    return ((await answer.json()) as { data: { session: { id: string } } }).data;
  };
  const startsAt = new Date(Date.now() + 300_000).toISOString();
  const { session } = await post(`/api/cohorts/${cohortId}/sessions`, { title, startsAt, minutes: 60 });
  await post(`/api/sessions/${session.id}/start`);
  await context.close();
  return session.id;
}

/** What each page shows, what the tables hold, and what the log told: all of it once, and nothing else. */
async function isWhole(sessionId: string, hour: Hour): Promise<void> {
  const { ines, jonas, amara } = cast;
  await Promise.all([untilAtDesk(ines.page, hour), untilSeen(jonas.page, hour), untilSeen(amara.page, hour)]);
  expect(await faultsOfHour(journey.ground, sessionId, hour)).toEqual([]);
}

async function listens(page: Page): Promise<() => Promise<void>> {
  const heard = await listenIn(page);
  return async () => {
    const { spoken } = await heard();
    const gapsMs = spoken.slice(1).map(({ atMs }, place) => atMs - spoken[place]!.atMs);
    expect(spoken.length).toBeGreaterThan(0);
    expect(Math.min(...gapsMs)).toBeGreaterThan(1_900);
  };
}

test('CUT1 CUT2 an hour goes on while WebSocket is blocked, then streams too, and all is back: nothing lost or doubled', async () => {
  const { ines, jonas, amara } = cast;
  const coffee = 'Coffee or tea?';
  const sooner = 'Sooner or later?';
  const hour: Hour = { questions: [], polls: [], messages: [] };
  const asks = async (by: Guest, text: string): Promise<void> => {
    await ask(by.page, text);
    hour.questions.push({ text, votes: 0, answer: null });
  };
  const votes = async (by: Guest, text: string): Promise<void> => {
    await vote(by.page, text);
    hour.questions.find((one) => one.text === text)!.votes += 1;
  };
  const answers = async (text: string, answer: string): Promise<void> => {
    await answerInWriting(ines.page, text, answer);
    hour.questions.find((one) => one.text === text)!.answer = answer;
  };
  const says = async (by: Guest, text: string): Promise<void> => {
    await say(by.page, text);
    hour.messages.push(text);
  };
  const sessionId = await anHourOf('An hour behind a proxy');
  await ines.page.goto(`/live/${sessionId}/host`);
  for (const { page } of [jonas, amara]) await page.goto(`/live/${sessionId}`);
  await chipsSay(/^Live$/);
  const quiet = await Promise.all(everyone().map(({ page }) => listens(page)));

  // The console is handed over, and the hour begins on sockets.
  await press(ines.page, /button “Take over as host”/);
  await ines.page.getByText('You are the host').waitFor();
  await asks(amara, 'How many examples does it take?');
  await launch(ines.page, coffee);
  hour.polls.push({ prompt: coffee, state: 'open', ballots: 0 });
  await votes(jonas, 'How many examples does it take?');
  await choose(amara.page, coffee, 'Tea');
  hour.polls[0]!.ballots += 1;
  await isWhole(sessionId, hour);

  // No WebSocket comes through: Socket.IO goes on by requests.
  refuse('upgrades');
  await chipsSay(/^Live, slower network$/);
  await asks(jonas, 'Who reads what the model wrote?');
  await says(amara, 'I do, twice.');
  await choose(jonas.page, coffee, 'Coffee');
  hour.polls[0]!.ballots += 1;
  await votes(amara, 'Who reads what the model wrote?');
  await answers('How many examples does it take?', 'Three are enough for a start.');
  await isWhole(sessionId, hour);

  // Nor a stream, nor anything else that stays open: all is asked for, every 15 s.
  refuse('upgrades', 'socket.io', 'streams');
  await chipsSay(/^Checking every 15 s$/);
  for (const { network } of everyone())
    expect(network.proxy.refusals).toEqual(expect.arrayContaining(['socket.io', 'streams']));
  await asks(amara, 'What if it is sure and wrong?');
  await says(jonas, 'Then ask it for its sources.');
  await says(ines, 'And read them.');
  await key(ines.page, 'c');
  hour.polls[0]!.state = 'closed';
  await isWhole(sessionId, hour);

  // All is back: everybody climbs to the socket again by themselves.
  refuse();
  await key(ines.page, 'r');
  hour.polls[0]!.state = 'shown';
  await launch(ines.page, sooner);
  hour.polls.push({ prompt: sooner, state: 'open', ballots: 0 });
  await votes(jonas, 'What if it is sure and wrong?');
  await chipsSay(/^(Live|Back.*)$/);
  await choose(amara.page, sooner, 'Sooner');
  hour.polls[1]!.ballots += 1;
  await isWhole(sessionId, hour);

  // The session ends, and sockets hand over to streams; what is frozen there shows itself.
  await key(ines.page, 'c');
  hour.polls[1]!.state = 'closed';
  await pollOn(amara.page, sooner)
    .getByText(/^Closed\./)
    .waitFor();
  await endForAll(ines.page);
  await chipsSay(/^Up to date$/);
  for (const { network } of [jonas, amara]) network.wire.clog();
  await chipsSay(/^Reconnecting…$/, [jonas, amara]);
  await answers('What if it is sure and wrong?', 'Give it something to be wrong about.');
  for (const { network } of [jonas, amara]) network.wire.forget();
  for (const { page } of [jonas, amara])
    await questionOn(page, 'What if it is sure and wrong?')
      .getByText('Give it something to be wrong about.')
      .waitFor({ timeout: 30_000 });
  await isWhole(sessionId, hour);
  for (const judge of quiet) await judge();
  // Browsers tell of every request that the network did not carry.
  journey.takeNoComplaints(/net::ERR_|status of 403|Unexpected response code: 403/);
});
