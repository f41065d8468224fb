/** Builds the renderer as the product does, and the fake main beside it, into a folder of its own. */
import react from '@vitejs/plugin-react';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

/** Folder of a build that several test files share one after the other; set by `build-once.ts`. */
export const SHARED_BUILD = 'VMS_MOCKED_BUILD';

export async function buildRenderer(): Promise<BuiltRenderer> {
  const shared = process.env[SHARED_BUILD];
  const folder = shared ?? (await mkdtemp(join(tmpdir(), 'vms-mocked-')));
  const whole = join(folder, 'whole');
  if (!existsSync(whole)) {
    await buildInto(folder);
    await writeFile(whole, '');
  }
  return {
    folder: join(folder, 'renderer'),
    pageScript: await readFile(join(folder, 'script', 'page-script.js'), 'utf8'),
    dispose: () => (shared === undefined ? rm(folder, { recursive: true, force: true }) : Promise.resolve()),
  };
}

const index = join(root, 'src-renderer/index.html');
/** Of the design system's pieces; the product is built without it. */
const gallery = join(root, 'src-renderer/gallery/gallery.html');

async function buildInto(folder: string): Promise<void> {
  const pages = join(folder, 'renderer');
  const script = join(folder, 'script');
  const quiet = { configFile: false, logLevel: 'error' } as const;
  await build({
    ...quiet,
    root: join(root, 'src-renderer'),
    plugins: [react()],
    worker: { format: 'es' },
    build: { outDir: pages, emptyOutDir: true, target: 'esnext', minify: false, rolldownOptions: { input: { index, gallery } } },
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
}
