import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

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
      output: { codeSplitting: { groups: VENDOR_CHUNKS } },
    },
  },
});
