import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the first screen needs, closed under imports: files for `groupOf`, the earlier one wins. */
const FIRST_SCREEN = [
  { name: 'shell', root: 'main.tsx' },
  { name: 'board', root: 'pages/deals/kanban-page.tsx' },
];

type Modules = { getModuleInfo: (id: string) => { importedIds: readonly string[] } | null };

let grouped: Map<string, string> | null = null;

/**
 * Left to itself the build makes a file of every part that two pages share: sixty for the board,
 * and a browser asks an HTTP/1.1 server for six at a time.
 */
function groupOf(id: string, modules: Modules): string | null {
  grouped ??= groupsOf(modules);
  return grouped.get(id) ?? null;
}

function groupsOf(modules: Modules): Map<string, string> {
  const groups = new Map<string, string>();
  const add = (id: string, name: string) => {
    if (groups.has(id) || id.includes('node_modules')) return;
    groups.set(id, name);
    for (const next of modules.getModuleInfo(id)?.importedIds ?? []) add(next, name);
  };
  for (const { name, root } of FIRST_SCREEN) add(here(`./${root}`), name);
  // The roots stay themselves: others name them.
  for (const { root } of FIRST_SCREEN) groups.delete(here(`./${root}`));
  return groups;
}

/** Vendor code changes rarely, so it is cached apart from our own. */
const VENDOR_CHUNKS: { name: string; test: RegExp }[] = [
  { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
  {
    name: 'tanstack',
    test: /[\\/]@tanstack[\\/](react-router|router-core|history|react-query|query-core)[\\/]/,
  },
];

// Vite takes its configuration only as a default export.
export default defineConfig({
  root: here('.'),
  plugins: [react()],
  resolve: {
    // The browser needs method and path of a route, never its schemas (answers are typed at
    // compile time): without the schema library the first load is 17 KB gzip lighter.
    alias: [{ find: /^typebox$/, replacement: here('./api/schema-free.ts') }],
  },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    sourcemap: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Routes and schemas that a chunk does not use leave it.
      treeshake: { manualPureFunctions: ['Type', 'defineRoute', 'nullable', 'pageOf'] },
      output: {
        codeSplitting: {
          groups: [...VENDOR_CHUNKS, { name: groupOf, debugName: 'first screen' }],
        },
      },
    },
  },
});
