import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { deliveryClasses } from '#kernel/delivery.ts';
import type { Catalogue } from './catalogue.ts';
import type { Perform } from './commands.ts';
import { refusalOf } from './doors/problems.ts';
import type { LoggedEvent } from './log/events.ts';

export interface Metrics {
  readonly registry: Registry;
  commandTook(name: string, outcome: string, tookMs: number): void;
  viewTook(name: string, outcome: string, tookMs: number): void;
  /** An event was accepted by this node for delivery; its age is what a reader waited so far. */
  accepted(event: LoggedEvent, nowMs: number): void;
}

/** The metrics that the contracts promise: time per command, per view, and per event against its class. */
export function openMetrics(
  catalogue: Catalogue,
  gauges: Readonly<Record<'streams' | 'sockets' | 'topics', () => number>>,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
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
    help: 'age of an event when this node hands it to its readers',
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
    accepted({ type, at }, nowMs) {
      const spec = catalogue.events.get(type);
      if (!spec) return;
      const ageMs = Math.max(0, nowMs - Date.parse(at));
      delivery.observe({ event: type, class: spec.delivery }, ageMs / 1_000);
      if (ageMs > deliveryClasses[spec.delivery].ceilingMs) late.inc({ event: type, class: spec.delivery });
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
