import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A piece of the browser's application, by Vite's manifest. */
interface Piece {
  file: string;
  name?: string;
  imports?: string[];
}

/** What is at the addresses that most people come to first: names of pieces, as the build gives them. */
const firstPages: readonly { at: RegExp; pieces: readonly string[] }[] = [
  { at: /^\/home\/?$/, pieces: ['home', 'laterEn'] },
  { at: /^\/live\/[^/]+\/?$/, pieces: ['live', 'rooms'] },
];

/**
 * The code of a page comes in a piece of its own, which only the first script asks for: told with the page, it is
 * under way as early as that.
 *
 * @returns for the path of a page, what is to be fetched ahead, as values of the header `link`
 */
export function piecesAhead(webFolder: string): (at: string) => string[] {
  const manifestFile = path.join(webFolder, '.vite/manifest.json');
  if (!existsSync(manifestFile)) return () => [];
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, Piece>;
  const known = withImports(manifest, ['index.html']);
  const ahead = firstPages.map(({ at, pieces }) => {
    const keys = Object.keys(manifest).filter((key) => pieces.includes(manifest[key]!.name ?? ''));
    const files = [...withImports(manifest, keys)].filter((file) => !known.has(file));
    return { at, links: files.map((file) => `</${file}>; rel=modulepreload`) };
  });
  return (path) => ahead.find(({ at }) => at.test(path))?.links ?? [];
}

/** The files of some pieces with those that must be there before they run. */
function withImports(manifest: Record<string, Piece>, keys: readonly string[], files = new Set<string>()) {
  for (const key of keys) {
    const piece = manifest[key];
    if (!piece || files.has(piece.file)) continue;
    files.add(piece.file);
    withImports(manifest, piece.imports ?? [], files);
  }
  return files;
}
