// Holds the one-way doors between the rooms, from paths alone: where a file lies says what it may open.
// There is no list to keep per feature; a new room is covered the moment its folder exists.
//
//   node --import tsx scripts/check-rooms.ts [folder]
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync } from 'oxc-parser';

/** One thing that is against the order of the house, in words a newcomer can act on. */
export interface Complaint {
  file: string;
  line: number;
  rule: string;
  remedy: string;
}

/** The outcome of one walk through the house. `files` guards against a walk that found nothing. */
export interface Inspection {
  files: number;
  complaints: Complaint[];
}

type Side = 'contract' | 'server' | 'web';

type Room =
  | { kind: 'kernel' }
  | { kind: 'platform'; side: 'server' | 'web' }
  | { kind: 'feature'; name: string; side: Side }
  | { kind: 'app'; side: 'server' | 'web' }
  /** Tests, benches and scripts: they may open any door, and nobody may lean on them. */
  | { kind: 'free' }
  /** Code in a place where the house has no room. */
  | { kind: 'nowhere' };

interface Use {
  /** undefined when the name is only known at run time */
  specifier: string | undefined;
  line: number;
  /** the import vanishes when types are taken away */
  typeOnly: boolean;
}

interface Source {
  file: string;
  room: Room;
  uses: Use[];
  environmentLines: number[];
  fault: string | undefined;
}

/** Foundations may lean on the ones before them; every other feature may lean on all of them. */
const foundations = ['identity', 'cohorts', 'sessions'];

const aliases: Record<string, string> = {
  '#kernel/': 'src/kernel/',
  '#platform/': 'src/platform/',
  '#features/': 'src/features/',
  '#app/': 'src/app/',
};

/** Packages with a room of their own. The first row that fits a package decides. */
const packageRooms: { packages: RegExp; where: string; allowed: (file: string, room: Room) => boolean }[] = [
  {
    packages: /^(react|react-.+|@tanstack\/.+|i18next|rehype-.+|@fontsource.*\/.+|qr)$/,
    where: 'the web rooms (platform/web, features/*/web, app/web)',
    allowed: (_file, room) => sideOf(room) === 'web',
  },
  {
    packages: /^(pg|@electric-sql\/pglite.*)$/,
    where: 'platform/server/db',
    allowed: (file) => file.startsWith('src/platform/server/db/'),
  },
  { packages: /^kysely$/, where: 'the server rooms', allowed: (_file, room) => sideOf(room) === 'server' },
  {
    packages: /^(express|socket\.io)$/,
    where: 'platform/server/doors and the pages in app',
    allowed: (file) => file.startsWith('src/platform/server/doors/') || file.startsWith('src/app/'),
  },
  {
    packages: /^@node-rs\/argon2$/,
    where: 'features/identity/server',
    allowed: (file) => file.startsWith('src/features/identity/server/'),
  },
  {
    packages: /^ical-generator$/,
    where: 'features/sessions/server',
    allowed: (file) => file.startsWith('src/features/sessions/server/'),
  },
  {
    packages: /^(nodemailer|mailparser)$/,
    where: 'platform/server/mail',
    allowed: (file) => file.startsWith('src/platform/server/mail/'),
  },
  {
    packages: /^zod$/,
    where: 'the kernel, the contracts and the server rooms',
    allowed: (_file, room) => sideOf(room) !== 'web',
  },
];

const codeFile = /\.tsx?$/;
const testFile = /\.(test|suite|testing)\.tsx?$/;

/** Which room a file belongs to; `file` is relative to the root and uses forward slashes. */
function roomOf(file: string): Room {
  if (!file.startsWith('src/') || testFile.test(file)) return { kind: 'free' };
  const [, wing, second, third] = file.split('/');
  if (wing === 'kernel') return { kind: 'kernel' };
  if (wing === 'platform' && (second === 'server' || second === 'web')) {
    return { kind: 'platform', side: second };
  }
  if (wing === 'features' && second && third) {
    if (third === 'contract.ts') return { kind: 'feature', name: second, side: 'contract' };
    if (third === 'server' || third === 'web') return { kind: 'feature', name: second, side: third };
  }
  if (wing === 'app') return { kind: 'app', side: second === 'web' ? 'web' : 'server' };
  return { kind: 'nowhere' };
}

function sideOf(room: Room): Side | 'kernel' | 'none' {
  if (room.kind === 'kernel') return 'kernel';
  return 'side' in room ? room.side : 'none';
}

function nameOf(room: Room): string {
  if (room.kind === 'feature') return `features/${room.name}/${room.side}`;
  return 'side' in room ? `${room.kind}/${room.side}` : room.kind;
}

/** The folder inside which a relative path is natural; across it, an alias says where one is going. */
function homeOf(file: string): string {
  const [top, wing, second] = file.split('/');
  if (top !== 'src') return '';
  return wing === 'platform' || wing === 'features' ? `src/${wing}/${second}/` : `src/${wing}/`;
}

function mayLeanOn(feature: string, other: string): boolean {
  const theirs = foundations.indexOf(other);
  const mine = foundations.indexOf(feature);
  return theirs !== -1 && (mine === -1 || theirs < mine);
}

/** Why `from` may not open the door of `to`, or undefined when it may. */
function wrongDoor(from: Room, to: Room): Pick<Complaint, 'rule' | 'remedy'> | undefined {
  const rule = `${nameOf(from)} must not import ${nameOf(to)}`;
  if (from.kind === 'free' || from.kind === 'nowhere' || to.kind === 'nowhere') return undefined;
  if (to.kind === 'free') {
    return {
      rule: `${nameOf(from)} must not import tests or tools`,
      remedy: 'move what is needed into a room.',
    };
  }
  if (to.kind === 'kernel') return undefined;

  if (from.kind === 'kernel') {
    return { rule, remedy: 'the kernel knows nobody; turn the need around and take it as an argument.' };
  }
  const contract = to.kind === 'feature' && to.side === 'contract';
  if (from.kind === 'feature' && from.side === 'contract') {
    // A room may build on what an earlier foundation promises (its ids, its topics), never on a sibling.
    if (contract && (from.name === to.name || mayLeanOn(from.name, to.name))) return undefined;
    return { rule, remedy: 'a contract knows the kernel and the foundations before it, and nothing else.' };
  }
  if (to.kind === 'app' && from.kind !== 'app') {
    return { rule, remedy: 'the app composes the rooms; take what you need as an argument.' };
  }
  if (from.kind === 'platform' && to.kind === 'feature') {
    return { rule, remedy: 'the platform never knows a feature; take what differs as an argument.' };
  }
  if (contract) return undefined;

  if (sideOf(from) === 'web' && sideOf(to) === 'server') {
    return { rule, remedy: 'ask over the wire, or share a type through the contract.' };
  }
  if (sideOf(from) === 'server' && sideOf(to) === 'web') {
    return { rule, remedy: 'what both sides need lives in the kernel or the contract.' };
  }
  if (from.kind === 'feature' && to.kind === 'feature' && from.name !== to.name) {
    if (mayLeanOn(from.name, to.name)) return undefined;
    return foundations.includes(to.name)
      ? { rule, remedy: `foundations lean one way only: ${foundations.join(' ← ')}.` }
      : { rule, remedy: 'siblings meet only through events: import its contract and listen.' };
  }
  return undefined;
}

function codeFilesBelow(root: string, folder: string): string[] {
  const start = path.join(root, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : codeFilesBelow(root, file);
    return codeFile.test(entry.name) ? [file] : [];
  });
}

type Node = Record<string, unknown> & { type: string; start: number };

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral') return undefined;
  const [quasi, more] = node.quasis as { value: { cooked: string } }[];
  return more ? undefined : quasi?.value.cooked;
}

/** Whether a property, written `a.name`, `a['name']` or `{ name }`, is the one asked for. */
function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && (node.type === 'Identifier' ? node.name === name : textOf(node) === name);
}

function isProcess(node: unknown): boolean {
  return isNamed(node, 'process') || (isNode(node) && isNamed(node.property, 'process'));
}

function readSource(root: string, file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8');
  const parsed = parseSync(file, text, { sourceType: 'module' });
  const source: Source = {
    file,
    room: roomOf(file),
    uses: [],
    environmentLines: [],
    fault: parsed.errors[0]?.message,
  };
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const note = (specifier: string | undefined, node: Node, typeOnly = false): void => {
    source.uses.push({ specifier, line: lineAt(node.start), typeOnly });
  };
  const noteEnvironment = (holder: Node, names: unknown, key: 'imported' | 'key'): void => {
    const listed = Array.isArray(names) ? names.filter(isNode) : [];
    if (listed.some((name) => isNamed(name[key], 'env'))) source.environmentLines.push(lineAt(holder.start));
  };

  const visit = (node: Node): void => {
    switch (node.type) {
      case 'ImportDeclaration':
        note(textOf(node.source), node, node.importKind === 'type');
        if (textOf(node.source) === 'node:process') noteEnvironment(node, node.specifiers, 'imported');
        break;
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        if (node.source) note(textOf(node.source), node, node.exportKind === 'type');
        break;
      case 'ImportExpression':
        note(textOf(node.source), node);
        break;
      case 'TSImportType':
        note(textOf(node.source), node, true);
        break;
      case 'NewExpression': {
        // new Worker(new URL('./worker.ts', import.meta.url)) opens a door like any import.
        const target = textOf(Array.isArray(node.arguments) ? node.arguments[0] : undefined);
        if (isNamed(node.callee, 'URL') && target?.startsWith('.') && codeFile.test(target))
          note(target, node);
        break;
      }
      case 'MemberExpression':
        if (isProcess(node.object) && isNamed(node.property, 'env')) {
          source.environmentLines.push(lineAt(node.start));
        }
        break;
      case 'VariableDeclarator':
        if (isProcess(node.init) && isNode(node.id)) noteEnvironment(node, node.id.properties, 'key');
        break;
    }
    for (const child of Object.values(node)) {
      if (Array.isArray(child)) child.filter(isNode).forEach(visit);
      else if (isNode(child)) visit(child);
    }
  };
  visit(parsed.program as unknown as Node);
  return source;
}

/** The path of an import inside the house, relative to the root; undefined for a package. */
function targetOf(file: string, specifier: string): string | undefined {
  const bare = specifier.split('?')[0] ?? specifier;
  if (bare.startsWith('.')) return path.posix.join(path.posix.dirname(file), bare);
  for (const [alias, folder] of Object.entries(aliases)) {
    if (bare.startsWith(alias)) return folder + bare.slice(alias.length);
  }
  return undefined;
}

function packageOf(specifier: string): string {
  const [first = '', second = ''] = specifier.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

interface Declared {
  always: Set<string>;
  development: Set<string>;
}

function declaredPackages(root: string): Declared | undefined {
  const file = path.join(root, 'package.json');
  if (!existsSync(file)) return undefined;
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    Record<string, string> | undefined
  >;
  return {
    always: new Set(Object.keys(manifest.dependencies ?? {})),
    development: new Set(Object.keys(manifest.devDependencies ?? {})),
  };
}

function packageComplaint(
  { file, room }: Source,
  { specifier, typeOnly }: { specifier: string; typeOnly: boolean },
  declared: Declared | undefined,
): Pick<Complaint, 'rule' | 'remedy'> | undefined {
  const side = sideOf(room);
  if (isBuiltin(specifier)) {
    if (side !== 'kernel' && side !== 'contract' && side !== 'web') return undefined;
    return {
      rule: `${nameOf(room)} must not use ${specifier}`,
      remedy: 'it also runs in the browser; take what you need as an argument.',
    };
  }
  const name = packageOf(specifier);
  if ((side === 'kernel' || side === 'contract') && name !== 'zod') {
    return {
      rule: `${nameOf(room)} must not use the package ${name}`,
      remedy: 'both sides carry it, so it has zod and nothing else; move this code to a server or web room.',
    };
  }
  const home = packageRooms.find(({ packages }) => packages.test(name));
  if (home && !home.allowed(file, room)) {
    return {
      rule: `the package ${name} is used outside its room`,
      remedy: `it belongs to ${home.where}; go through that room.`,
    };
  }
  if (declared && !declared.always.has(name)) {
    const types = `@types/${name.replace(/^@(.+)\//, '$1__')}`;
    if (typeOnly && (declared.development.has(types) || declared.development.has(name))) return undefined;
    if (!declared.development.has(name)) {
      return {
        rule: `the package ${name} is not in package.json`,
        remedy: 'declare it with its exact version: a package of a package may vanish.',
      };
    }
    if (side !== 'web') {
      return {
        rule: `the package ${name} is only there for development`,
        remedy: 'the server runs without it; move it to dependencies or do without.',
      };
    }
  }
  return undefined;
}

/** Settings are read once, from one table, and handed inward as values. */
function mayReadEnvironment(file: string, room: Room): boolean {
  return (
    room.kind === 'free' ||
    file === 'src/platform/server/config.ts' ||
    (room.kind === 'app' && room.side === 'server')
  );
}

/** The shortest way from a file back to itself, or undefined when there is none. */
function circleThrough(start: string, edges: Map<string, string[]>): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    for (const next of edges.get(file) ?? []) {
      if (next === start) {
        const way = [start];
        for (let step: string | undefined = file; step && step !== start; step = cameFrom.get(step)) {
          way.unshift(step);
        }
        return [start, ...way];
      }
      if (!cameFrom.has(next)) {
        cameFrom.set(next, file);
        queue.push(next);
      }
    }
  }
  return undefined;
}

/**
 * Walks through `src`, `tests`, `bench` and `scripts` below `root`. Nothing is executed; type-only and
 * lazy imports count as doors too, and a circle is a circle even when only types travel along it: two
 * files that need each other are one idea in two places.
 */
export function inspectRooms(root: string): Inspection {
  const files = ['src', 'tests', 'bench', 'scripts'].flatMap((folder) => codeFilesBelow(root, folder));
  const sources = files.map((file) => readSource(root, file));
  const declared = declaredPackages(root);
  const complaints: Complaint[] = [];
  const edges = new Map<string, string[]>();
  const lineOfEdge = new Map<string, number>();

  for (const source of sources) {
    const { file, room } = source;
    const complain = (line: number, fault: Pick<Complaint, 'rule' | 'remedy'>): void => {
      complaints.push({ file, line, ...fault });
    };
    if (room.kind === 'nowhere') {
      complain(1, {
        rule: 'this file lies in no room',
        remedy:
          'a feature has contract.ts, server/ and web/; the rest is kernel, platform/server, platform/web and app.',
      });
    }
    if (!mayReadEnvironment(file, room)) {
      for (const line of source.environmentLines) {
        complain(line, {
          rule: 'process.env is read outside platform/server/config.ts and app',
          remedy: 'add the setting to the table there and take its value as an argument.',
        });
      }
    }
    if (source.fault) complain(1, { rule: `cannot be read: ${source.fault}`, remedy: 'mend the syntax.' });
    const judged = room.kind !== 'free' && room.kind !== 'nowhere';
    for (const { specifier, line, typeOnly } of source.uses) {
      if (specifier === undefined) {
        if (judged) {
          complain(line, {
            rule: 'an import whose name is computed hides its door',
            remedy: 'write the name out.',
          });
        }
        continue;
      }
      const target = targetOf(file, specifier);
      if (target === undefined) {
        const fault = judged ? packageComplaint(source, { specifier, typeOnly }, declared) : undefined;
        if (fault) complain(line, fault);
        continue;
      }
      const withoutExtension = path.posix.extname(target) === '' || isFolder(root, target);
      const pretended = target.endsWith('.js') && !existsSync(path.join(root, target));
      if (withoutExtension || pretended) {
        complain(line, {
          rule: `the import '${specifier}' does not name its file`,
          remedy: 'write the whole file name with its extension, as in ./store.ts.',
        });
      }
      const home = homeOf(file);
      if (room.kind !== 'free' && specifier.startsWith('.') && !target.startsWith(home)) {
        complain(line, {
          rule: `the relative import '${specifier}' leaves its room`,
          remedy: 'use #kernel/, #platform/, #features/ or #app/, so that the door can be seen.',
        });
      }
      const door = wrongDoor(room, roomOf(target));
      if (door) complain(line, door);

      edges.set(file, [...(edges.get(file) ?? []), target]);
      const edge = `${file} ${target}`;
      if (!lineOfEdge.has(edge)) lineOfEdge.set(edge, line);
    }
  }

  const told = new Set<string>();
  for (const { file } of sources) {
    const circle = told.has(file) ? undefined : circleThrough(file, edges);
    if (!circle) continue;
    for (const member of circle) told.add(member);
    complaints.push({
      file,
      line: lineOfEdge.get(`${file} ${circle[1]}`) ?? 1,
      rule: `these files go in a circle: ${circle.join(' → ')}`,
      remedy: 'move what both need into a third file that knows neither.',
    });
  }
  return { files: files.length, complaints };
}

function isFolder(root: string, target: string): boolean {
  return statSync(path.join(root, target), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function main(root: string): void {
  const { files, complaints } = inspectRooms(root);
  for (const { file, line, rule, remedy } of complaints) {
    console.log(`${file}:${line}  ${rule}\n    ${remedy}`);
  }
  console.log(`${files} files, ${complaints.length} ${complaints.length === 1 ? 'complaint' : 'complaints'}`);
  if (files === 0) console.log(`nothing to look at in ${root}`);
  process.exitCode = complaints.length > 0 || files === 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(path.resolve(process.argv[2] ?? '.'));
