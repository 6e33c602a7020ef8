import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';
import { bareContract } from './scripts/bareContracts.ts';
import { pieceOf, pieces, type Graph } from './scripts/webPieces.ts';

const root = resolve(import.meta.dirname, 'src/app/web');
const web = resolve(import.meta.dirname, 'src/platform/web');

/** `--mode gallery` builds the same app with the gallery of screens inside; a production build leaves it out. */
export default defineConfig({
  root,
  plugins: [react(), tailwindcss(), bareContracts(), firstPaint(), lighterFormulas(), twins()],
  resolve: {
    alias: [
      // In the browser nobody calls a schema: see noSchemas.ts.
      { find: /^(zod|\.\/contractChecks\.ts)$/, replacement: resolve(root, 'noSchemas.ts') },
      // What the catalogues use of these two: see speaker.ts.
      { find: /^(react-)?i18next$/, replacement: resolve(web, 'i18n/speaker.ts') },
      // Commands go through the outbox: see noMutations.ts.
      { find: /^\.\/mutationCache\.js$/, replacement: resolve(web, 'query/noMutations.ts') },
      // What the pages use of it: see router.tsx.
      { find: /^react-router$/, replacement: resolve(web, 'router/router.tsx') },
    ],
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': 'http://127.0.0.1:3000',
      '/demo': 'http://127.0.0.1:3000',
      '/socket.io': { target: 'http://127.0.0.1:3000', ws: true },
    },
  },
  build: {
    outDir: resolve(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    manifest: true,
    // The content security policy allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // What a page imports is told by the page. Told beforehand, in the first script, it is 3 kB for everybody.
      resolveDependencies: (_file, needed, { hostType }) =>
        hostType === 'html' ? needed : needed.filter((file) => file.endsWith('.css')),
    },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // React and query code change rarely: browsers keep this file across releases.
          groups: [
            {
              name: 'foundation',
              tags: ['$initial'],
              priority: 4,
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|use-sync-external-store)[\\/]/,
            },
            // What every page begins with comes in one piece, not in twenty.
            // The entry stays apart: the manifest names it.
            { name: 'stoa', tags: ['$initial'], test: /(?<!\/main\.tsx)$/, priority: 3 },
            // What only some pages ask of the query library.
            { name: 'queries', test: /node_modules[\\/]@tanstack[\\/]/, priority: 3 },
            // And so does what home needs, and what a phone needs of a live session; what both need first, since a
            // group takes along what its modules import.
            ...pieces.map((piece, place) => ({
              debugName: piece,
              name: (id: string, graph: Graph) => (pieceOf(id, graph) === piece ? piece : null),
              priority: 2 - place / 10,
            })),
          ],
        },
      },
    },
  },
});

/** The first script carries every room's contract: without what only the server uses. */
function bareContracts(): Plugin {
  return {
    name: 'stoa-bare-contracts',
    apply: 'build',
    enforce: 'pre',
    transform: (code, id) => (/\/features\/\w+\/contract\.ts$/.test(id) ? bareContract(id, code) : undefined),
  };
}

/**
 * What the first paint needs before the app's script: the chosen look, in a script of its own, since inline
 * ones are forbidden.
 */
function firstPaint(): Plugin {
  let building = false;
  return {
    name: 'stoa-first-paint',
    configResolved: (config) => {
      building = config.command === 'build';
    },
    buildStart() {
      if (!building) return;
      this.emitFile({
        type: 'asset',
        name: 'look.js',
        source: readFileSync(resolve(root, 'look.js'), 'utf8'),
      });
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        if (!bundle) return [{ tag: 'script', attrs: { src: '/look.js' }, injectTo: 'head-prepend' }];
        const tags: HtmlTagDescriptor[] = [];
        for (const { fileName } of Object.values(bundle)) {
          if (/\/look-[^/]+\.js$/.test(fileName)) {
            tags.push({ tag: 'script', attrs: { src: `/${fileName}` }, injectTo: 'head-prepend' });
          }
        }
        return tags;
      },
    },
  };
}

/** The faces of formulas come in three formats; every browser that runs the rest takes the newest. */
function lighterFormulas(): Plugin {
  return {
    name: 'stoa-lighter-formulas',
    enforce: 'pre',
    transform: (code, id) =>
      /katex(\.min)?\.css$/.test(id)
        ? code.replaceAll(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\("[^"]*"\)/g, '')
        : undefined,
  };
}

/** Leaves compressed twins beside every file of text, for the server to send as they are. */
function twins(): Plugin {
  const smallest = 1_024;
  return {
    name: 'stoa-twins',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle)) {
        if (!/^assets\/.*\.(js|css|svg)$/.test(name)) continue;
        const file = resolve(dir!, name);
        const bytes = readFileSync(file);
        if (bytes.byteLength < smallest) continue;
        writeFileSync(`${file}.br`, brotliCompressSync(bytes));
        writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}
