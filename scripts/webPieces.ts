import { resolve } from 'node:path';

// The browser's application comes in pieces: how they are cut decides what somebody on a phone waits for. What stays
// unnamed here is cut by the bundler, a piece for each page and for what several of them share.

/** In the order in which they are cut: a piece takes along what its modules import and no other has taken. */
export const pieces = ['pages', 'soon', 'rooms', 'home', 'live'] as const;

const root = resolve(import.meta.dirname, '../src/app/web');

/** What is asked for at once by whoever opens home, or a live session: the page, and what keeps it true. */
const home = ['pages/HomePage.tsx', 'homeRooms.ts'].map((name) => resolve(root, name));
const sessionRooms = resolve(root, 'sessionRooms.ts');
const audience = [resolve(root, 'pages/live/AudiencePage.tsx'), sessionRooms];
/** These lead to every page. */
const doors = ['App.tsx', 'house.ts', 'laterRooms.ts', 'pages/Inside.tsx'].map((name) => resolve(root, name));

/**
 * `pages`: home, a live session and others begin with it; `soon`: the session does, and home has it later; `rooms`:
 * what keeps a session true, which other pages follow too.
 */
export function pieceOf(id: string, graph: Graph): (typeof pieces)[number] | null {
  const isOfHome = isNeededBy(home, id, graph);
  if (!isNeededBy(audience, id, graph)) return isOfHome ? 'home' : null;
  // What is of no room is of use to other pages, too, and they need nothing else of a session.
  if (isOfHome || !/\/(features\/\w+|live)\/|\/sessionRooms/.test(id)) return 'pages';
  if (isNeededBy(home, id, graph, { inTheEnd: true, past: doors })) return 'soon';
  return isNeededBy([sessionRooms], id, graph) ? 'rooms' : 'live';
}

/** The modules of a build, as far as they are asked for here. */
export interface Graph {
  getModuleInfo(id: string): { importers: readonly string[]; dynamicImporters: readonly string[] } | null;
}

/** Whether one of these files needs a module before it runs; `inTheEnd`: or asks for it afterwards, not by way of `past`. */
function isNeededBy(
  files: readonly string[],
  id: string,
  graph: Graph,
  { inTheEnd = false, past = [] }: { inTheEnd?: boolean; past?: readonly string[] } = {},
  seen = new Set<string>(),
): boolean {
  if (files.includes(id)) return true;
  if (seen.has(id) || past.includes(id)) return false;
  seen.add(id);
  const { importers = [], dynamicImporters = [] } = graph.getModuleInfo(id) ?? {};
  const from = inTheEnd ? [...importers, ...dynamicImporters] : importers;
  return from.some((importer) => isNeededBy(files, importer, graph, { inTheEnd, past }, seen));
}
