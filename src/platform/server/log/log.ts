import { sql } from 'kysely';
import type { Contract, EventData, EventName } from '#kernel/contract.ts';
import type { Database, Queryable, Tx } from '../db/database.ts';
import type { Fanout } from '../fanout/fanout.ts';
import { Told, type LoggedEvent, type Reaction, type Tell } from './events.ts';
import { CommitGroups } from './commitGroups.ts';

export interface Head {
  readonly topic: string;
  readonly epoch: string;
  /** The last number given; 0 before the first. */
  readonly seq: number;
  /** Numbers up to this one are no longer kept. */
  readonly floor: number;
}

export interface Write {
  readonly tx: Tx;
  readonly tell: Tell;
  /** Runs after the events are numbered and before the commit, with the topics still held. */
  last(step: () => Promise<void>): void;
}

export interface WriteOptions<Begun> {
  /**
   * Writes under one key share a commit while an earlier one is still under way. Leave it out for writes
   * that touch nothing hot.
   */
  commitsWith?: string | undefined;
  /**
   * Runs before any of the works that share the commit, at the same time as their beginnings: what all of them look
   * up is looked up together. It must not depend on what they do, nor tell anything.
   */
  begin?: (write: Write) => Promise<Begun>;
  /** The work runs at the same time as its neighbours in the commit that may, too, and rests on nothing they do. */
  isAbreast?: boolean;
}

export interface Log {
  /**
   * Runs `work` in one transaction, on what `begin` found in it. What it tells is numbered as the last thing in it,
   * commits with it, and is announced after it. When one of the two throws, nothing happened.
   */
  write<T, Begun = undefined>(
    work: (write: Write, begun: Begun) => Promise<T>,
    options?: WriteOptions<Begun>,
  ): Promise<T>;
  /** Events of one topic after `seq`, in order, at most `limit`. */
  after(topic: string, seq: number, limit: number): Promise<LoggedEvent[]>;
  /** One head per topic asked for, in no order; a topic that nothing was told on stands at 0. */
  heads(topics: readonly string[], db?: Queryable): Promise<Head[]>;
  /** Forgets events and kept answers told before `before`; readers further behind are told to start over. */
  prune(before: Date): Promise<void>;
}

/** Few enough that a statement is far from its time limit, whatever has gathered. */
const forgottenAtOnce = 5_000;

interface Telling {
  type: string;
  isSignal: boolean;
  topics: readonly string[];
  /** Present when what is said was known at once. */
  data: unknown;
  read: (tx: Tx) => Promise<unknown>;
  told: Told<unknown>;
  /** As it was numbered on the first of its topics. */
  event?: LoggedEvent;
}

interface OneWrite {
  begin: ((write: Write) => Promise<unknown>) | undefined;
  work: (write: Write, begun: unknown) => Promise<unknown>;
  isAbreast: boolean;
}

export interface LogParts {
  db: Database;
  fanout: Fanout;
  /** What rooms do about each other's events, in this order. */
  reactions?: readonly Reaction[];
}

export function openLog({ db, fanout, reactions = [] }: LogParts): Log {
  const groups = new CommitGroups(runTogether);
  // An event that nobody does anything about costs one look.
  const reactionsTo = new Map<string, Reaction[]>();
  for (const one of reactions) reactionsTo.set(one.type, [...(reactionsTo.get(one.type) ?? []), one]);

  /** OneWrite that share a transaction, each told apart by what it tells; one failure undoes them all. */
  async function runTogether(works: readonly OneWrite[]): Promise<unknown[]> {
    let events: LoggedEvent[] = [];
    const results = await db.transaction(async (tx) => {
      const tellings: Telling[] = [];
      const lastSteps: (() => Promise<void>)[] = [];
      const write: Write = { tx, tell: tellInto(tellings), last: (step) => void lastSteps.push(step) };
      const begun = await allOf(works.map(async ({ begin }) => begin?.(write)));
      const results = await allDone(write, works, begun);
      await react(write, tellings);
      events = await number(
        tx,
        tellings.filter(({ isSignal }) => !isSignal),
      );
      await note(tx, tellings);
      events.push(...(await signalled(tx, tellings)));
      for (const step of lastSteps) await step();
      return results;
    });
    if (events.length > 0) fanout.announce(events);
    return results;
  }

  /** A reaction may tell, too, and be reacted to: the list grows while it is read. */
  async function react(write: Write, tellings: readonly Telling[]): Promise<void> {
    const gathered = new Map<Extract<Reaction, { gathers?: true }>, unknown[]>();
    let reactedTo = 0;
    do {
      for (; reactedTo < tellings.length; reactedTo++) {
        const { type, data } = tellings[reactedTo]!;
        for (const reaction of reactionsTo.get(type) ?? []) {
          if (!('react' in reaction)) continue;
          if (data === undefined) throw new Error(`${type} is reacted to and must be told with its data`);
          if (!reaction.gathers) await reaction.react(write, data);
          else gathered.set(reaction, [...(gathered.get(reaction) ?? []), data]);
        }
      }
      const all = [...gathered];
      gathered.clear();
      for (const [reaction, data] of all) await reaction.react(write, data);
    } while (reactedTo < tellings.length);
  }

  /** What an event says is known to everybody now, also where it was read while its topics were held. */
  async function note(tx: Tx, tellings: readonly Telling[]): Promise<void> {
    for (const { type, told, event } of tellings) {
      if (!event) continue;
      for (const reaction of reactionsTo.get(type) ?? [])
        if ('note' in reaction) await reaction.note(tx, told.data, event);
    }
  }

  // One topic a transaction: holding many, in whatever order, would keep a class from acting meanwhile.
  function forget(topic: string, seq: number): Promise<void> {
    return db.transaction(async (tx) => {
      await sql`update topic_head set floor = greatest(floor, ${seq}) where topic = ${topic}`.execute(tx);
      await sql`delete from event where topic = ${topic} and seq <= ${seq}`.execute(tx);
    });
  }

  return {
    async write<T, Begun = undefined>(
      work: (write: Write, begun: Begun) => Promise<T>,
      { commitsWith, begin, isAbreast = false }: WriteOptions<Begun> = {},
    ): Promise<T> {
      const both: OneWrite = { begin, work: (write, begun) => work(write, begun as Begun), isAbreast };
      if (commitsWith !== undefined) return (await groups.submit(commitsWith, both)) as T;
      const [result] = await runTogether([both]);
      return result as T;
    },

    async after(topic, seq, limit) {
      const { rows } = await sql<Omit<LoggedEvent, 'at'> & { at: Date }>`
        select e.topic, h.epoch, e.seq, e.type, e.at, e.data::text as data
        from event e join topic_head h on h.topic = e.topic
        where e.topic = ${topic} and e.seq > ${seq}
        order by e.seq limit ${limit}`.execute(db.query);
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    },

    async heads(topics, on = db.query) {
      if (topics.length === 0) return [];
      const { rows } = await sql<Head>`
        select t.topic, coalesce(h.epoch, e.epoch) as epoch, coalesce(h.seq, 0) as seq, coalesce(h.floor, 0) as floor
        from json_array_elements_text(${JSON.stringify(topics)}::json) as t (topic)
        cross join log_epoch e
        left join topic_head h on h.topic = t.topic`.execute(on);
      return rows;
    },

    async prune(before) {
      for (;;) {
        const { rows: gone } = await sql<{ topic: string; seq: number }>`
          select topic, max(seq) as seq
          from (select topic, seq from event where at < ${before} order by at limit ${forgottenAtOnce}) oldest
          group by topic`.execute(db.query);
        if (gone.length === 0) break;
        for (const { topic, seq } of gone) await forget(topic, seq);
      }
      let deleted: bigint | undefined;
      do {
        ({ numAffectedRows: deleted } = await sql`
          delete from command_answer where (actor_id, command_id) in
            (select actor_id, command_id from command_answer where at < ${before} limit ${forgottenAtOnce})`.execute(
          db.query,
        ));
      } while (deleted !== undefined && deleted > 0n);
    },
  };
}

/** Counts every topic anew, after a restore: numbers that were given since the dump will be given again. */
export async function renewEpochs(db: Queryable): Promise<void> {
  await sql`update log_epoch set epoch = substr(md5(random()::text || clock_timestamp()::text), 1, 8)`.execute(
    db,
  );
  await sql`update topic_head set epoch = (select epoch from log_epoch)`.execute(db);
}

/** Works in their order, one after the other; those that stand together and may run abreast, at the same time. */
async function allDone(
  write: Write,
  works: readonly OneWrite[],
  begun: readonly unknown[],
): Promise<unknown[]> {
  const results: unknown[] = [];
  while (results.length < works.length) {
    const first = results.length;
    let next = first + 1;
    while (works[first]!.isAbreast && works[next]?.isAbreast) next += 1;
    const abreast = works.slice(first, next);
    results.push(...(await allOf(abreast.map(async ({ work }, place) => work(write, begun[first + place])))));
  }
  return results;
}

/** Waits for each, also after one has failed: what came after the transaction would run outside of it. */
async function allOf(promises: readonly Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

function tellInto(tellings: Telling[]): Tell {
  return function tell<C extends Contract, N extends EventName<C>>(
    contract: C,
    name: N,
    topics: readonly string[],
    data: EventData<C, N> | ((tx: Tx) => Promise<EventData<C, N>>),
  ): Told<EventData<C, N>> {
    const spec = contract.events[name];
    if (!spec) throw new Error(`${contract.name} declares no event ${name}`);
    const told = new Told<EventData<C, N>>();
    const isRead = typeof data === 'function';
    const read = isRead ? (data as (tx: Tx) => Promise<unknown>) : async () => data;
    tellings.push({
      ...{ type: name, isSignal: spec.kind === 'signal', topics },
      ...{ data: isRead ? undefined : data, read, told: told as Told<unknown> },
    });
    return told;
  };
}

/**
 * Gives each telling its numbers. The counter rows are taken last in the transaction and in sorted order
 * (two transactions can never wait for each other in a circle), and what is told is read while they are
 * held: two people acting at once would otherwise each publish a figure without the other.
 */
async function number(tx: Tx, tellings: readonly Telling[]): Promise<LoggedEvent[]> {
  if (tellings.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { topics } of tellings)
    for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  const wanted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([topic, n]) => ({ topic, n }));
  const { rows: heads } = await sql<{ topic: string; epoch: string; seq: number; at: Date }>`
    insert into topic_head as h (topic, epoch, seq)
    select w.topic, e.epoch, w.n
    from json_to_recordset(${JSON.stringify(wanted)}::json) as w (topic text, n bigint) cross join log_epoch e
    order by w.topic
    on conflict (topic) do update set seq = h.seq + excluded.seq
    returning topic, epoch, seq, clock_timestamp() as at`.execute(tx);

  const next = new Map(
    heads.map((head) => [
      head.topic,
      { ...head, seq: head.seq - counts.get(head.topic)!, at: head.at.toISOString() },
    ]),
  );
  const events: LoggedEvent[] = [];
  for (const telling of tellings) {
    const { type, topics, read, told } = telling;
    const data = await read(tx);
    told.settle(data);
    const text = JSON.stringify(data);
    for (const topic of topics) {
      const head = next.get(topic)!;
      head.seq += 1;
      const { epoch, seq, at } = head;
      const event: LoggedEvent = { topic, epoch, seq, type, at, data: text };
      telling.event ??= event;
      events.push(event);
    }
  }
  const rows = `[${events.map(rowText).join(',')}]`;
  await sql`
    insert into event (topic, seq, type, at, data)
    select topic, seq, type, at, data
    from json_to_recordset(${rows}::json) as e (topic text, seq bigint, type text, at timestamptz, data json)`.execute(
    tx,
  );
  return events;
}

/** Signals go the way of events, and nothing of them stays: whoever is not there now never hears of them. */
async function signalled(tx: Tx, tellings: readonly Telling[]): Promise<LoggedEvent[]> {
  const signals: LoggedEvent[] = [];
  for (const { type, isSignal, topics, read, told } of tellings) {
    if (!isSignal) continue;
    const data = await read(tx);
    told.settle(data);
    const said = { type, epoch: '', seq: 0, at: new Date().toISOString(), data: JSON.stringify(data) };
    signals.push(...topics.map((topic) => ({ topic, ...said })));
  }
  return signals;
}

function rowText({ topic, seq, type, at, data }: LoggedEvent): string {
  return `{"topic":${JSON.stringify(topic)},"seq":${seq},"type":"${type}","at":"${at}","data":${data}}`;
}
