import { parseSync, Visitor } from 'oxc-parser';

/** An expression as the parser tells it; only what is asked of it here. */
interface Expression {
  type: string;
  start: number;
  end: number;
  name?: string;
  callee?: Expression;
  object?: Expression;
  expression?: Expression;
  /** Of an arrow function. */
  params?: Expression[];
  body?: Expression;
  /** Of a call. */
  arguments?: Expression[];
  properties?: Part[];
}

/** A part of what a command, view or event is declared with. */
interface Part extends Expression {
  key: Expression;
  value: Expression;
}

const declarers = new Set(['command', 'view', 'event']);
const schemas = new Set(['input', 'output', 'data']);
/** What the server alone goes by. */
const serversOwn = new Set([
  'summary',
  'who',
  'rate',
  'refusals',
  'tells',
  'kind',
  'key',
  'delivery',
  'commitsWith',
]);

/**
 * A room's contract as a browser needs it: names, addresses, what follows what. Schemas and sentences are the
 * server's to use; in the browser `z` is nothing (see src/app/web/noSchemas.ts), and stands for all of them.
 *
 * @param source TypeScript
 */
export function bareContract(fileName: string, source: string): string {
  const cuts: { start: number; end: number; instead: string }[] = [];
  const cut = ({ start, end }: Expression, instead: string): void => void cuts.push({ start, end, instead });
  const isSchema = new Set(['z']);
  const shorthands = new Map<string, ReadonlySet<number>>();
  new Visitor({
    VariableDeclarator({ id, init }) {
      const made = init as Expression | null;
      if (id.type !== 'Identifier' || !made || made.type === 'Identifier') return;
      shorthands.set(id.name, cutParameters(made));
      if (!isSchema.has(rootOf(made) ?? '')) return;
      isSchema.add(id.name);
      cut(made, 'z');
    },
    CallExpression({ callee, arguments: given }) {
      if (callee.type !== 'Identifier') return;
      for (const place of shorthands.get(callee.name) ?? []) {
        const argument = given[place] as Expression | undefined;
        if (argument) cut(argument, '0');
      }
      if (!declarers.has(callee.name)) return;
      for (const part of partsOf(given[0] as Expression)) if (isCut(part)) cut(withComma(part, source), '');
    },
  }).visit(parseSync(fileName, source).program);
  return applied(source, cuts);
}

function partsOf(spec: Expression | undefined): Part[] {
  if (spec?.type !== 'ObjectExpression') return [];
  return spec.properties!.filter(({ type, key }) => type === 'Property' && key.type === 'Identifier');
}

function isCut({ key: { name = '' }, value }: Part): boolean {
  // `data: 'bytes'` is no schema.
  return serversOwn.has(name) || (schemas.has(name) && value.type !== 'Literal');
}

/** Of a function that declares one of several alike: the places of what it puts into parts that are cut. */
function cutParameters({ type, params = [], body }: Expression): ReadonlySet<number> {
  const isShorthand = type === 'ArrowFunctionExpression' && declarers.has(body?.callee?.name ?? '');
  if (!isShorthand) return new Set();
  const places = partsOf(body!.arguments![0])
    .filter(isCut)
    .map(({ value }) => params.findIndex(({ name }) => name !== undefined && name === value.name));
  return new Set(places.filter((place) => place !== -1));
}

/** A part of an object with what divides it from the next. */
function withComma({ start, end }: { start: number; end: number }, source: string): Expression {
  const [comma = ''] = /^\s*,/.exec(source.slice(end)) ?? [];
  return { type: 'Property', start, end: end + comma.length };
}

/** The name that a chain of calls and members begins with: `z` of `z.object({}).meta({})`. */
function rootOf(expression: Expression): string | undefined {
  if (expression.type === 'Identifier') return expression.name;
  const inner = expression.callee ?? expression.object ?? expression.expression;
  return inner && rootOf(inner);
}

/** Outer cuts take what is cut inside of them along. */
function applied(source: string, cuts: readonly { start: number; end: number; instead: string }[]): string {
  let text = '';
  let at = 0;
  for (const { start, end, instead } of [...cuts].sort((one, other) => one.start - other.start)) {
    if (start < at) continue;
    text += source.slice(at, start) + instead;
    at = end;
  }
  return text + source.slice(at);
}
