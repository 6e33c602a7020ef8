import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';

const root = resolve(import.meta.dirname, 'src/app/web');

/** `--mode gallery` builds the same app with the gallery of screens inside; a production build leaves it out. */
export default defineConfig({
  root,
  plugins: [react(), tailwindcss(), firstPaint(), twins()],
  // In the browser nobody calls a schema: see noSchemas.ts.
  resolve: { alias: { zod: resolve(root, 'noSchemas.ts') } },
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

/**
 * What the first paint needs before the app's script: the chosen look (a script of its own, since inline
 * ones are forbidden) and the interface's typeface.
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
          if (/\/geist-latin-wght-normal-[^/]+\.woff2$/.test(fileName)) {
            const attrs = {
              rel: 'preload',
              href: `/${fileName}`,
              as: 'font',
              type: 'font/woff2',
              crossorigin: '',
            };
            tags.push({ tag: 'link', attrs, injectTo: 'head-prepend' });
          }
        }
        return tags;
      },
    },
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
