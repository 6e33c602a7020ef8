import { csv } from '#platform/server/csv.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Bytes, ViewContext } from '#platform/server/feature.ts';
import type { DeskPoll, DeskText, NamedBallot } from '../contract.ts';
import * as ballots from './ballotStore.ts';
import { askedIn, deskOf } from './rows.ts';
import { textsOf } from './tally.ts';

interface OfSession {
  sessionId: string;
}

type Exported = DeskPoll & { texts: DeskText[]; ballots: NamedBallot[] | null };

/** The polls of a session as they leave the house: what staff see of them, and nothing more. */
async function exported(db: Queryable, sessionId: string): Promise<Exported[]> {
  const polls: Exported[] = [];
  for (const row of await askedIn(db, sessionId)) {
    const poll = deskOf(row);
    const isWritten = poll.kind === 'text' || poll.kind === 'words';
    polls.push({
      ...poll,
      texts: isWritten && poll.tally ? await textsOf(db, poll.id) : [],
      ballots: poll.anonymity === 'named' ? await ballots.namedIn(db, poll.id) : null,
    });
  }
  return polls;
}

/** What a poll came to, line by line: options, texts, or the figures of an estimate. */
function linesOf({ tally, options, rightOptionIds, texts }: Exported): [string, number | null, string][] {
  if (!tally) return [];
  const { estimate } = tally;
  if (estimate) {
    const { least, mean, median, most } = estimate;
    return Object.entries({ least, mean, median, most }).map(([what, figure]) => [what, figure, '']);
  }
  return [
    ...options.map(({ id, label }): [string, number, string] => [
      ...([label, tally.counts[id] ?? 0] as const),
      rightOptionIds.includes(id) ? 'right' : '',
    ]),
    ...texts.map(({ text, count, hidden }): [string, number, string] => [
      text,
      count,
      hidden ? 'hidden' : '',
    ]),
  ];
}

/** A line for each option or text, and one for a poll of which there is nothing to be seen yet. */
export async function pollsCsv({ tx }: ViewContext, { sessionId }: OfSession): Promise<Bytes> {
  const polls = await exported(tx, sessionId);
  const header = [
    ...['prompt', 'kind', 'opened', 'state', 'revealed', 'results', 'anonymity', 'voters'],
    ...['option', 'votes', 'note', 'id', 'asks again'],
  ];
  const rows = polls.flatMap((poll) => {
    const lines = linesOf(poll);
    return (lines.length > 0 ? lines : [['', null, ''] as const]).map(([option, votes, note]) => [
      ...[poll.prompt, poll.kind, poll.openedAt, poll.state, poll.revealedAt, poll.results, poll.anonymity],
      ...[poll.voters, option, votes, note, poll.id, poll.revoteOf],
    ]);
  });
  return file('polls.csv', 'text/csv; charset=utf-8', csv(header, rows));
}

/** A line for each ballot of polls in which whoever voted was told that staff read it. */
export async function ballotsCsv({ tx }: ViewContext, { sessionId }: OfSession): Promise<Bytes> {
  const rows = (await exported(tx, sessionId)).flatMap((poll) => {
    const labels = new Map(poll.options.map(({ id, label }) => [id, label]));
    return (poll.ballots ?? []).map(({ person, choice }) => [
      ...[poll.prompt, person.name],
      [...choice.optionIds.map((id) => labels.get(id)!), ...choice.texts].join('; '),
      ...[choice.number, poll.id, person.id],
    ]);
  });
  const header = ['prompt', 'person', 'choice', 'number', 'poll', 'person id'];
  return file('ballots.csv', 'text/csv; charset=utf-8', csv(header, rows));
}

export async function pollsJson({ tx }: ViewContext, { sessionId }: OfSession): Promise<Bytes> {
  const text = JSON.stringify({ sessionId, polls: await exported(tx, sessionId) }, undefined, 2);
  return file('polls.json', 'application/json; charset=utf-8', new TextEncoder().encode(`${text}\n`));
}

function file(fileName: string, type: string, bytes: Uint8Array): Bytes {
  return { type, bytes, inline: false, fileName };
}
