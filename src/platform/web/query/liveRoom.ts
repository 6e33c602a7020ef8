import type { Contract, ViewData, ViewInput, ViewName } from '#kernel/contract.ts';
import type { Envelope } from '#kernel/envelope.ts';

/** Where and when an event happened, and which view is being kept true. */
export interface About<Input = Readonly<Record<string, unknown>>> {
  topic: string;
  at: string;
  input: Input;
}

/**
 * What a view shows once an event happened. Pure; hearing an event again changes nothing; the same `data`
 * back means that nothing changed, `refetch` that the event does not say enough.
 */
export type Reducer<Data, Input> = (data: Data, event: never, about: About<Input>) => Data | 'refetch';

/** A room as the query cache sees it. */
export interface LiveRoom {
  contract: Contract;
  reducers: Readonly<Record<string, Readonly<Record<string, Reducer<never, never>>> | undefined>>;
  /** Events after which other topics are the person's. */
  renews: (envelope: Envelope) => boolean;
}

/** Binds a room's reducers, by view and event, to its contract. Followed events without one refetch the view. */
export function liveRoom<C extends Contract>(
  contract: C,
  reducers: { [V in ViewName<C>]?: Record<string, Reducer<ViewData<C, V>, ViewInput<C, V>>> },
  { renews = () => false }: { renews?: (envelope: Envelope) => boolean } = {},
): LiveRoom {
  return { contract, reducers: reducers as LiveRoom['reducers'], renews };
}
