/** The one build configuration: main (both hosts' entries, the media process and the workers that hold the databases), preload, renderer. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';

const from = (path: string): string => resolve(import.meta.dirname, path);

/**
 * Plain JavaScript that main, the media process and each worker take into their own files: read one by one from
 * node_modules, their 230 files are more than half of what it costs to load main, and zod's are read again in every worker.
 */
const takenIn = ['axios', 'csv-parse', 'openid-client', 'zod'];

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: { exclude: takenIn },
      rolldownOptions: {
        input: {
          'main.electron': from('src-main/main.electron.ts'),
          'main.chromium': from('src-main/main.chromium.ts'),
          media: from('src-main/main.media.ts'),
          'database-worker': from('src-main/cache/worker.ts'),
          'config-worker': from('src-main/cache/config/worker.ts'),
          'ledger-worker': from('src-main/cache/ledger/worker.ts'),
          'ledger-reader': from('src-main/cache/ledger/reader.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: { input: { preload: from('src-preload/preload.ts') }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: from('src-renderer'),
    build: { outDir: from('out/renderer'), rolldownOptions: { input: { index: from('src-renderer/index.html') } } },
    worker: { format: 'es' },
    plugins: [react()],
  },
});
