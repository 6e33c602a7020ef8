import { csv } from '#platform/server/csv.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Bytes, ViewContext } from '#platform/server/feature.ts';
import { reportedIn } from './report.ts';

interface OfSession {
  sessionId: string;
}

/** A question as it leaves the house: what staff see of it, with its times. */
async function linesOf(db: Queryable, sessionId: string) {
  return (await reportedIn(db, sessionId)).map((line) => {
    const { id, question, state, author, anonymity, upvotes, reason, mergedInto, labels, answer } = line;
    const { askedAt, publishedAt, secondsToAnswer } = line;
    return {
      ...{
        id,
        question,
        state,
        anonymity,
        author: author?.name ?? null,
        upvotes,
        labels,
        reason,
        mergedInto,
      },
      ...{ askedAt, publishedAt },
      answeredAt: answer?.at ?? null,
      secondsToAnswer,
      answeredBy: answer?.by.name ?? null,
      /** null beside `answeredAt`: aloud. */
      answer: answer?.text ?? null,
    };
  });
}

/** One line a question, in the order in which they were asked. */
export async function questionsCsv({ tx }: ViewContext, { sessionId }: OfSession): Promise<Bytes> {
  const lines = await linesOf(tx, sessionId);
  const header = [
    ...['question', 'state', 'votes', 'asked by', 'hidden from', 'asked', 'published', 'answered'],
    ...['seconds to answer', 'answered by', 'answer', 'reason', 'labels', 'id', 'merged into'],
  ];
  const rows = lines.map((line) => [
    ...[line.question, line.state, line.upvotes, line.author ?? '', hiddenFrom[line.anonymity]],
    ...[line.askedAt, line.publishedAt, line.answeredAt, line.secondsToAnswer, line.answeredBy],
    line.answeredAt !== null && line.answer === null ? 'aloud' : line.answer,
    ...[line.reason, line.labels.join(', '), line.id, line.mergedInto],
  ]);
  return file('questions.csv', 'text/csv; charset=utf-8', csv(header, rows));
}

const hiddenFrom = { none: '', peers: 'students', everyone: 'everyone' } as const;

export async function questionsJson({ tx }: ViewContext, { sessionId }: OfSession): Promise<Bytes> {
  const text = JSON.stringify({ sessionId, questions: await linesOf(tx, sessionId) }, undefined, 2);
  return file('questions.json', 'application/json; charset=utf-8', new TextEncoder().encode(`${text}\n`));
}

function file(fileName: string, type: string, bytes: Uint8Array): Bytes {
  return { type, bytes, inline: false, fileName };
}
