/** Builds the renderer as the product does, and the fake main beside it, into a folder of its own. */
import react from '@vitejs/plugin-react';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '../../..');

export interface BuiltRenderer {
  /** Folder with `index.html`. */
  readonly folder: string;
  /** Source of the script that puts the fake main into a page. */
  readonly pageScript: string;
  dispose(): Promise<void>;
}

export async function buildRenderer(): Promise<BuiltRenderer> {
  const folder = await mkdtemp(join(tmpdir(), 'vms-mocked-'));
  const pages = join(folder, 'renderer');
  const script = join(folder, 'script');
  const quiet = { configFile: false, logLevel: 'error' } as const;
  await build({
    ...quiet,
    root: join(root, 'src-renderer'),
    plugins: [react()],
    worker: { format: 'es' },
    build: { outDir: pages, emptyOutDir: true, target: 'esnext', minify: false },
  });
  await build({
    ...quiet,
    root,
    build: {
      outDir: script,
      target: 'esnext',
      minify: false,
      lib: { entry: join(import.meta.dirname, 'page-script.ts'), formats: ['iife'], name: 'mockedMain', fileName: () => 'page-script.js' },
    },
  });
  return {
    folder: pages,
    pageScript: await readFile(join(script, 'page-script.js'), 'utf8'),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}
