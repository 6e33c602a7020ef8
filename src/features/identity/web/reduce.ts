import type { EventData, ViewData, ViewInput } from '#kernel/contract.ts';
import { liveRoom } from '#platform/web/query/liveRoom.ts';
import { identity, type PersonLine, type Security, type SessionLine } from '../contract.ts';

type Sessions = ViewData<typeof identity, 'identity:sessions'>;
type People = ViewData<typeof identity, 'identity:people'>;
type PeopleAsked = ViewInput<typeof identity, 'identity:people'>;
type ProviderView = ViewData<typeof identity, 'identity:provider'>;
type Domains = ViewData<typeof identity, 'identity:domains'>;
type ProviderChanged = EventData<typeof identity, 'identity:provider-changed'>;

/** The newest stands first, as in a fresh list. It is another device: this one fetched the list. */
export function sessionStarted(data: Sessions, session: Omit<SessionLine, 'current'>): Sessions {
  if (data.sessions.some(({ id }) => id === session.id)) return data;
  return { ...data, sessions: [{ ...session, current: false }, ...data.sessions] };
}

export function sessionEnded(data: Sessions, { sessionId }: { sessionId: string }): Sessions {
  if (!data.sessions.some(({ id }) => id === sessionId)) return data;
  return { ...data, sessions: data.sessions.filter(({ id }) => id !== sessionId) };
}

/** Whoever is shown and stands where they stood is replaced; who might come, go or move is looked up again. */
export function accountChanged(
  data: People,
  account: PersonLine,
  { search = '', only }: PeopleAsked,
): People | 'refetch' {
  const shown = data.people.find(({ id }) => id === account.id);
  const isWanted =
    (only !== 'disabled' || account.disabledAt !== null) && (only !== 'operators' || account.platformAdmin);
  if (!shown) {
    const words = `${account.name}\n${account.email}`.toLowerCase();
    return isWanted && words.includes(search.toLowerCase()) ? 'refetch' : data;
  }
  if (!isWanted || shown.name !== account.name || shown.email !== account.email) return 'refetch';
  if (same(shown, account)) return data;
  return { ...data, people: data.people.map((one) => (one.id === account.id ? account : one)) };
}

export function providerChanged(
  data: ProviderView,
  { organisationId, provider }: ProviderChanged,
  asked: string,
): ProviderView {
  if (organisationId !== asked || same(data.provider, provider)) return data;
  return { ...data, provider };
}

/** The domains of one organisation are exchanged; they stand in the order of their names. */
export function domainsChanged(
  data: Domains,
  { organisationId, provider }: ProviderChanged,
): Domains | 'refetch' {
  const own = data.domains.filter((line) => line.organisationId === organisationId);
  const now = (provider?.domains ?? []).map((line) => ({ organisationId, title: provider!.title, ...line }));
  if (same(own, now)) return data;
  const before = own.map(({ domain }) => domain);
  // What comes or goes is put in order by whoever knows the order.
  if (
    !same(
      before,
      now.map(({ domain }) => domain),
    )
  )
    return 'refetch';
  const next = new Map(now.map((line) => [line.domain, line]));
  return {
    ...data,
    domains: data.domains.map((line) =>
      line.organisationId === organisationId ? next.get(line.domain)! : line,
    ),
  };
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export const identityLive = liveRoom(identity, {
  'identity:sessions': {
    'identity:session-started': sessionStarted,
    'identity:session-ended': sessionEnded,
  },
  'identity:security': {
    'identity:security-changed': (data: Security, now: Security) => (same(data, now) ? data : now),
  },
  'identity:people': {
    'identity:account-changed': (data: People, account: PersonLine, { input }) =>
      accountChanged(data, account, input),
  },
  'identity:provider': {
    'identity:provider-changed': (data: ProviderView, event: ProviderChanged, { input }) =>
      providerChanged(data, event, input.organisationId),
  },
  'identity:domains': { 'identity:provider-changed': domainsChanged },
});
