import { Agent, request as httpRequest } from 'node:http';
import { newId } from '#kernel/ids.ts';

export interface Answered {
  status: number;
  body: string;
  headers: Record<string, string | string[] | undefined>;
}

/** Requests over kept connections, as browsers hold them; lighter than fetch, for a load generator that shares the machine. */
export class Client {
  readonly #base: URL;
  readonly #agent: Agent;

  constructor(base: string, connections = 50) {
    this.#base = new URL(base);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  }

  /** @throws Error when no answer came: the connection was refused, cut, or silent for `withinMs` */
  ask(
    method: string,
    path: string,
    {
      cookie,
      body,
      headers = {},
      withinMs = 20_000,
    }: { cookie?: string; body?: object; headers?: Record<string, string>; withinMs?: number } = {},
  ): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const request = httpRequest(
        {
          host: this.#base.hostname,
          port: this.#base.port,
          agent: this.#agent,
          method,
          path,
          headers: {
            ...(cookie !== undefined && { cookie }),
            ...(text !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(text),
            }),
            ...headers,
          },
          timeout: withinMs,
        },
        (response) => {
          let answer = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => (answer += part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode!, body: answer, headers: response.headers }),
          );
        },
      );
      request.on('error', reject);
      request.on('timeout', () => request.destroy(new Error(`${method} ${path} was not answered`)));
      request.end(text);
    });
  }

  async json<Data>(path: string, cookie: string): Promise<{ data: Data; cursor: string }> {
    const { status, body } = await this.ask('GET', path, { cookie });
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${body}`);
    return JSON.parse(body) as { data: Data; cursor: string };
  }

  complete(cookie: string, cohortId: string, lessonId: string, commandId = newId()): Promise<Answered> {
    return this.ask('PUT', `/api/cohorts/${cohortId}/lessons/${lessonId}/completion`, {
      cookie,
      headers: { 'idempotency-key': commandId },
    });
  }

  /** The lessons of a cohort, in order. */
  async lessonIds(cookie: string, cohortId: string): Promise<string[]> {
    const { data } = await this.json<{ modules: { lessons: { id: string }[] }[] }>(
      `/api/cohorts/${cohortId}`,
      cookie,
    );
    return data.modules.flatMap(({ lessons }) => lessons.map(({ id }) => id));
  }

  close(): void {
    this.#agent.destroy();
  }
}
