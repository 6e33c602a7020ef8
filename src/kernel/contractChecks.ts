import type { z } from 'zod';
import { pathParameters } from './pathParameters.ts';

const nameShape = /^[a-z]+:[a-z-]+$/;
/** What a form on another site's page can send without asking. */
const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'];

/** A room's wire (`ContractParts`), as far as it is looked at here. */
interface Declared {
  commands: Record<string, Asked & { http: readonly [string, string]; takes?: object & { type?: string } }>;
  views: Record<string, Asked & { http: string; data: unknown; caching?: string }>;
  events: Record<string, { kind: string; key?: unknown; on: readonly unknown[] }>;
  topics: Record<string, { who: readonly unknown[] }>;
}

interface Asked {
  who: readonly unknown[];
  input: z.ZodObject;
}

/**
 * What must hold of a room's wire. The server and the tests declare every contract with it; the browser's build
 * leaves it out.
 *
 * @throws Error naming the part at fault
 */
export function checkContract(name: string, { commands, views, events, topics }: Declared): void {
  const fault = (what: string, why: string): never => {
    throw new Error(`contract ${name}: ${what} ${why}`);
  };
  for (const [what, spec] of [...Object.entries(commands), ...Object.entries(views)]) {
    if (!nameShape.test(what)) fault(what, 'is not named room:word');
    if (spec.who.length === 0) fault(what, 'does not say who may');
    const path = typeof spec.http === 'string' ? spec.http : spec.http[1];
    for (const parameter of pathParameters(path)) {
      if (!(parameter in spec.input.shape)) fault(what, `has no input field for :${parameter}`);
    }
  }
  for (const [what, { takes }] of Object.entries(commands)) {
    if (takes && 'type' in takes && formTypes.includes(takes.type!))
      fault(what, `takes ${takes.type}, which a form on another site can send`);
  }
  for (const [what, { caching, data }] of Object.entries(views)) {
    if (caching === 'immutable' && data !== 'bytes')
      fault(what, 'is no file, so nothing about it is immutable');
  }
  for (const [what, spec] of Object.entries(events)) {
    if (!nameShape.test(what)) fault(what, 'is not named room:word');
    if ((spec.kind === 'state') !== (spec.key !== undefined))
      fault(what, 'needs a key exactly when it is a state');
    if (spec.on.length === 0 && spec.kind !== 'fact') fault(what, 'travels on no topic');
  }
  for (const [what, kind] of Object.entries(topics)) {
    if (kind.who.length === 0) fault(`topic ${what}`, 'does not say who may listen');
  }
}
