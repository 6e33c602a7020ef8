import { EventEmitter } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { answerQuestions } from './process.ts';
import { anEnrolment, atPace, type NaiveQuestions, processorUs } from './questions.ts';

/**
 * What Stoa is compared with: the common way to write such an endpoint. One listener and one
 * JSON.stringify per reader, nothing stored, nobody checked.
 */
const progressDb = new EventEmitter();
progressDb.setMaxListeners(0);

const app = express();
app.get('/api/stream/progress/:studentId', (request, response) => {
  response.setHeader('Content-Type', 'text/event-stream');
  const tell = (progress: unknown): void => {
    response.write(`data: ${JSON.stringify(progress)}\n\n`);
  };
  progressDb.on('change', tell);
  request.on('close', () => progressDb.off('change', tell));
});
const server = app.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  answerQuestions<NaiveQuestions>((server.address() as AddressInfo).port, {
    processorUs: async () => processorUs(),
    readers: async () => progressDb.listenerCount('change'),
    publish: (pace) => atPace(pace, async (index) => void progressDb.emit('change', anEnrolment(index))),
  });
});
