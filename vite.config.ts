import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';
import { bareContract } from './scripts/bareContracts.ts';

const root = resolve(import.meta.dirname, 'src/app/web');
const routerFolder = resolve(import.meta.dirname, 'node_modules/react-router');

/** `--mode gallery` builds the same app with the gallery of screens inside; a production build leaves it out. */
export default defineConfig({
  root,
  plugins: [react(), tailwindcss(), bareContracts(), firstPaint(), lighterFormulas(), twins()],
  resolve: {
    alias: [
      // In the browser nobody calls a schema: see noSchemas.ts.
      { find: 'zod', replacement: resolve(root, 'noSchemas.ts') },
      // The package names its build for developers alone, which is heavier by the warnings in it.
      { find: /^react-router$/, replacement: resolve(routerFolder, 'dist/production/index.mjs') },
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
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // React, router, query and catalogue code change rarely: browsers keep this file across releases.
          groups: [
            {
              name: 'foundation',
              test: /node_modules[\\/](react|react-dom|scheduler|react-router|cookie|set-cookie-parser|@tanstack|i18next|react-i18next|html-parse-stringify|void-elements|use-sync-external-store)[\\/]/,
            },
            // What every page begins with comes in one piece, not in twenty.
            // The entry stays apart: the manifest names it.
            { name: 'stoa', tags: ['$initial'], test: /(?<!\/main\.tsx)$/ },
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
