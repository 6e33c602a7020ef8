import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { deliveryClasses } from '#kernel/delivery.ts';
import type { ByeReason } from '#kernel/envelope.ts';
import type { Catalogue } from './catalogue.ts';
import type { Perform } from './commands.ts';
import { refusalOf } from './doors/problems.ts';
import type { LoggedEvent } from './log/events.ts';

export interface Metrics {
  readonly registry: Registry;
  commandTook(name: string, outcome: string, tookMs: number): void;
  viewTook(name: string, outcome: string, tookMs: number): void;
  /** Events were handed to this node's readers; the age of each is what they waited for it. */
  delivered(events: readonly LoggedEvent[], nowMs: number): void;
  /** This node ended a connection. */
  ended(reason: ByeReason): void;
  /** Much waits for a reader of this node for the first time. */
  slowReader(): void;
}

/** The metrics that the contracts promise: time per command, per view, and per event against its class. */
export function openMetrics(
  catalogue: Catalogue,
  gauges: Readonly<Record<'streams' | 'sockets' | 'topics', () => number>>,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // Made once: nothing is allocated for each event that is measured.
  const labelsOf = new Map(
    [...catalogue.events].map(([type, spec]) => [type, { event: type, class: spec.delivery }]),
  );
  const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
  const command = new Histogram({
    name: 'stoa_command_seconds',
    help: 'time from a command to its answer',
    labelNames: ['command', 'outcome'],
    buckets,
    registers,
  });
  const view = new Histogram({
    name: 'stoa_view_seconds',
    help: 'time from a request for a view to its answer',
    labelNames: ['view', 'outcome'],
    buckets,
    registers,
  });
  const delivery = new Histogram({
    name: 'stoa_delivery_seconds',
    help: 'age of an event when this node has handed it to its readers',
    labelNames: ['event', 'class'],
    buckets,
    registers,
  });
  const late = new Counter({
    name: 'stoa_delivery_late_total',
    help: 'events older than the ceiling of their class when handed to readers',
    labelNames: ['event', 'class'],
    registers,
  });
  const goodbyes = new Counter({
    name: 'stoa_goodbyes_total',
    help: 'connections that this node ended, by reason',
    labelNames: ['reason'],
    registers,
  });
  const slowReaders = new Counter({
    name: 'stoa_slow_readers_total',
    help: 'connections for which more than 256 KiB waited',
    registers,
  });
  const help = { streams: 'open streams', sockets: 'open sockets', topics: 'topics that this node follows' };
  for (const [name, read] of Object.entries(gauges)) {
    new Gauge({
      name: `stoa_${name}`,
      help: help[name as keyof typeof help],
      registers,
      collect() {
        this.set(read());
      },
    });
  }
  new Gauge({
    name: 'stoa_resident_memory_bytes',
    help: 'memory of this process',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });

  return {
    registry,
    commandTook: (name, outcome, tookMs) => command.observe({ command: name, outcome }, tookMs / 1_000),
    viewTook: (name, outcome, tookMs) => view.observe({ view: name, outcome }, tookMs / 1_000),
    ended: (reason) => goodbyes.inc({ reason }),
    slowReader: () => slowReaders.inc(),
    delivered(events, nowMs) {
      for (const { type, at } of events) {
        const labels = labelsOf.get(type);
        if (!labels) continue;
        const ageMs = Math.max(0, nowMs - Date.parse(at));
        delivery.observe(labels, ageMs / 1_000);
        if (ageMs > deliveryClasses[labels.class].ceilingMs) late.inc(labels);
      }
    },
  };
}

/** Commands of every door in one figure; a name that no contract declares is a caller's invention, and no label. */
export function measured(
  perform: Perform,
  { metrics, catalogue }: { metrics: Metrics; catalogue: Catalogue },
): Perform {
  return async (call) => {
    if (!catalogue.commands.has(call.name)) return perform(call);
    const startedMs = performance.now();
    let outcome = 'ok';
    try {
      return await perform(call);
    } catch (cause) {
      outcome = refusalOf(cause).code;
      throw cause;
    } finally {
      metrics.commandTook(call.name, outcome, performance.now() - startedMs);
    }
  };
}
