import { newId } from '#kernel/ids.ts';
import type { LoadPerson } from '#app/seedLoad.ts';
import { PollReader, SocketReader, StreamReader, type Reader } from '../../tests/support/readers.ts';
import { Client } from '../load/client.ts';
import type { Report } from '../report.ts';

const curious = 10;

/** Whoever asks for another's bell, by whichever door and in whatever words, is refused or hears their own alone. */
export async function ownBellsAlone(
  report: Report,
  base: string,
  people: readonly LoadPerson[],
): Promise<void> {
  const client = new Client(base, 20);
  const instructor = people.at(-1)!;
  const readers: { reader: Reader; of: LoadPerson }[] = [];
  let asked = 0;
  let letIn = 0;
  try {
    for (const [place, of] of people.slice(0, curious).entries()) {
      const other = people[place + curious]!;
      const tries = await tryAll(base, of, other);
      asked += tries.length;
      letIn += tries.filter(({ isServed, isOwnAsked }) => isServed && !isOwnAsked).length;
      for (const { reader } of tries) readers.push({ reader, of });
    }
    // Now everybody's bell rings.
    await client.ask('POST', `/api/channels/${instructor.cohortId}/messages`, {
      cookie: instructor.cookie,
      headers: { 'idempotency-key': newId() },
      body: { text: 'All of you', calls: 'everyone' },
    });
    for (const { reader, of } of readers.filter(({ reader: { isOver } }) => !isOver)) {
      if (reader instanceof PollReader) await reader.poll();
      await reader
        .until(
          ({ envelopes }) =>
            envelopes.some(
              ({ topic, type }) => topic === `user/${of.userId}` && type === 'notifications:told',
            ),
          'their own bell',
        )
        .catch(() => {});
    }
    const foreign = readers.flatMap(({ reader, of }) =>
      reader.envelopes.filter(({ topic }) => topic.startsWith('user/') && topic !== `user/${of.userId}`),
    );
    const own = readers.filter(({ reader, of }) =>
      reader.envelopes.some(
        ({ topic, type }) => topic === `user/${of.userId}` && type === 'notifications:told',
      ),
    ).length;
    report.row(
      `${curious} people asked for another's bell in ${asked} ways: by topic, beside their own, and with the other's cursor, ` +
        `over streams, sockets and polls; ${own} of them heard their own meanwhile`,
    );
    report.atMost('notify-foreign-let-in', letIn, 'times', 0);
    report.atMost('notify-foreign-heard', foreign.length, 'frames', 0);
    report.atLeast('notify-own-heard', own, 'readers', 2 * curious);
  } finally {
    for (const { reader } of readers) reader.close();
    client.close();
  }
}

interface Try {
  reader: Reader;
  isServed: boolean;
  /** Nothing but the cursor is another's: they are to be served, and hear their own. */
  isOwnAsked: boolean;
}

async function tryAll(base: string, { userId, cookie }: LoadPerson, other: LoadPerson): Promise<Try[]> {
  const foreign = `user/${other.userId}`;
  const theirs = new PollReader(base, other.cookie, [foreign]);
  await theirs.poll({ conditionally: false });
  const { cursor } = theirs;
  const wishes = [
    { topics: [foreign], isOwnAsked: false },
    { topics: [`user/${userId}`, foreign], isOwnAsked: false },
    { topics: [`user/${userId}`], cursor, isOwnAsked: true },
  ];
  const tries: Try[] = [];
  for (const { topics, cursor: from, isOwnAsked } of wishes) {
    const given = from === undefined ? {} : { cursor: from };
    const stream = await StreamReader.open(base, cookie, { topics, ...given });
    tries.push({ reader: stream, isServed: stream.status === 200, isOwnAsked });
    const socket = await SocketReader.open(base, cookie);
    const isServed = await socket.subscribe(topics, from).then(
      () => true,
      () => false,
    );
    if (!isServed) socket.close();
    tries.push({ reader: socket, isServed, isOwnAsked });
    const poll = new PollReader(base, cookie, topics, from);
    const status = await poll.poll({ conditionally: false });
    if (status !== 200) poll.close();
    tries.push({ reader: poll, isServed: status === 200, isOwnAsked });
  }
  return tries;
}
