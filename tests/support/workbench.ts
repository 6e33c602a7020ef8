// A page without screens: what platform/web gives to them, on `window.stoa`, as a browser runs it.
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { newId } from '#kernel/ids.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { cohortsLive } from '#features/cohorts/web/reduce.ts';
import { identityLive } from '#features/identity/web/reduce.ts';
import { progress, type CohortOutline, type CohortProgress } from '#features/progress/contract.ts';
import { progressLive } from '#features/progress/web/reduce.ts';
import { createApi } from '#platform/web/api/client.ts';
import { createLive } from '#platform/web/query/live.ts';
import { openSession, type Session } from '#platform/web/realtime/session.ts';

interface Heard {
  topic: string;
  seq: number;
}

const api = createApi({ fetch: (url, init) => fetch(url, init), newId, onUnauthorised: () => {} });
const queries = new QueryClient();
const live = createLive({ api, queries, rooms: [identityLive, cohortsLive, progressLive] });
let session: Session | undefined;
const heard: Heard[] = [];
const statuses: string[] = [];
const resynced: string[] = [];
let unhold: (() => void) | undefined;

function opened(): Session {
  if (!session) throw new Error('nobody is signed in on this page yet');
  return session;
}

export const workbench = {
  /** Fetches who is here, as every page does, then listens. */
  async begin(): Promise<string> {
    const me = await queries.fetchQuery(live.view(cohorts, 'cohorts:me', {}));
    const { commandSpec } = live;
    const isCatchingUp = () => live.isCatchingUp;
    session = openSession({ personId: me.user.id, api, commandSpec, isCatchingUp });
    session.line.hear((news) => {
      if (news.kind === 'event') heard.push({ topic: news.envelope.topic, seq: news.envelope.seq ?? 0 });
      if (news.kind === 'resync')
        resynced.push(...news.topics.map(({ topic, reason }) => `${topic} ${reason}`));
    });
    const note = (): void => {
      const { state } = opened().status.get();
      if (statuses.at(-1) !== state) statuses.push(state);
    };
    session.status.subscribe(note);
    note();
    live.attach(session.line);
    return me.user.id;
  },
  show(view: 'progress:outline' | 'progress:cohort', cohortId: string): void {
    new QueryObserver(queries, live.view(progress, view, { cohortId })).subscribe(() => {});
  },
  outline: (cohortId: string): CohortOutline | undefined =>
    queries.getQueryData(['progress:outline', { cohortId }]),
  grid: (cohortId: string): CohortProgress | undefined =>
    queries.getQueryData(['progress:cohort', { cohortId }]),
  complete: (cohortId: string, lessonId: string): string =>
    opened().outbox.submit('progress:complete', { cohortId, lessonId }, lessonId).commandId,
  undo: (cohortId: string, lessonId: string): string =>
    opened().outbox.submit('progress:undo', { cohortId, lessonId }, lessonId).commandId,
  holdSocket(wanted: boolean): void {
    unhold?.();
    unhold = wanted ? opened().line.holdSocket() : undefined;
  },
  retry: (): void => opened().line.retry(),
  status: () => opened().status.get(),
  state: () => opened().line.state,
  leading: (): boolean => opened().line.leading,
  pending: () => opened().outbox.get(),
  latencies: (): number[] => live.latency.samples.map(({ tookMs }) => tookMs),
  heard,
  statuses,
  resynced,
};

declare global {
  interface Window {
    stoa: typeof workbench;
  }
}

if (typeof window !== 'undefined') window.stoa = workbench;
