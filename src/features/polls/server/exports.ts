import { csv } from '#platform/server/csv.ts';
import type { Bytes, ViewContext } from '#platform/server/feature.ts';
import type { ReportedPoll } from '../contract.ts';
import { reportedIn } from './report.ts';

interface OfSession {
  sessionId: string;
}

/** What a poll came to, line by line: options, texts, or the figures of an estimate. */
function linesOf({ tally, options, rightOptionIds, texts }: ReportedPoll): [string, number | null, string][] {
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
  const polls = await reportedIn(tx, sessionId);
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
  const rows = (await reportedIn(tx, sessionId)).flatMap((poll) => {
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
  const text = JSON.stringify({ sessionId, polls: await reportedIn(tx, sessionId) }, undefined, 2);
  return file('polls.json', 'application/json; charset=utf-8', new TextEncoder().encode(`${text}\n`));
}

function file(fileName: string, type: string, bytes: Uint8Array): Bytes {
  return { type, bytes, inline: false, fileName };
}
