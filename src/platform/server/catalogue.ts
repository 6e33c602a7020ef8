import type { CommandSpec, Contract, EventSpec, ViewSpec } from '#kernel/contract.ts';
import type { TopicKind } from '#kernel/topics.ts';

/** All contracts of the house, looked up by name. */
export interface Catalogue {
  readonly contracts: readonly Contract[];
  readonly commands: ReadonlyMap<string, CommandSpec>;
  readonly views: ReadonlyMap<string, ViewSpec>;
  readonly events: ReadonlyMap<string, EventSpec>;
  readonly topicKinds: readonly TopicKind[];
  /** The kind and ids of a topic, or undefined for a name that no contract declares. */
  topic(name: string): { kind: TopicKind; params: Record<string, string> } | undefined;
}

/** @throws Error when two rooms declare the same name or address, or one names an event that nobody declares */
export function catalogueOf(contracts: readonly Contract[]): Catalogue {
  const commands = collect(contracts, (contract) => contract.commands);
  const views = collect(contracts, (contract) => contract.views);
  const events = collect(contracts, (contract) => contract.events);
  const topicKinds = contracts.flatMap((contract) => Object.values(contract.topics));

  const addresses = [
    ...[...commands].map(([name, spec]) => [name, spec.http.join(' ')] as const),
    ...[...views].map(([name, spec]) => [name, `GET ${spec.http}`] as const),
    ...topicKinds.map((kind) => ['topic', kind.pattern] as const),
  ];
  const seen = new Map<string, string>();
  for (const [name, address] of addresses) {
    const shape = address.replaceAll(/:[A-Za-z]+/g, ':');
    const other = seen.get(shape);
    if (other !== undefined) throw new Error(`${name} and ${other} both claim ${address}`);
    seen.set(shape, name);
  }
  for (const [name, spec] of commands) for (const told of spec.tells) known(name, told);
  for (const [name, spec] of views) for (const followed of spec.follows) known(name, followed);
  function known(name: string, told: string): void {
    if (!events.has(told)) throw new Error(`${name} names the event ${told}, which no contract declares`);
  }

  return {
    contracts,
    commands,
    views,
    events,
    topicKinds,
    topic(name) {
      for (const kind of topicKinds) {
        const params = kind.match(name);
        if (params) return { kind, params };
      }
      return undefined;
    },
  };
}

/** What clients can hear of; an event that travels on no topic stays in the house. */
export const heardEvents = ({ events }: Catalogue): [name: string, EventSpec][] =>
  [...events].filter(([, { on }]) => on.length > 0);

function collect<Spec>(
  contracts: readonly Contract[],
  part: (contract: Contract) => Record<string, Spec>,
): Map<string, Spec> {
  const all = new Map<string, Spec>();
  for (const contract of contracts) {
    for (const [name, spec] of Object.entries(part(contract))) {
      if (all.has(name)) throw new Error(`${name} is declared twice`);
      all.set(name, spec);
    }
  }
  return all;
}
