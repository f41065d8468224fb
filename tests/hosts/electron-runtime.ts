/** Runs the test app under Electron: the app and the preload are bundled first, since Electron takes no TypeScript preload. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { electronBinary, type RuntimeSearch } from './runtimes.ts';

const root = resolve(import.meta.dirname, '../..');

export async function electronRuntime(): Promise<RuntimeSearch> {
  const executable = electronBinary();
  if (executable === null) {
    return { kind: 'electron', runtime: null, missing: 'no Electron binary (npx install-electron, or set ELECTRON_OVERRIDE_DIST_PATH)' };
  }
  const out = mkdtempSync(join(tmpdir(), 'vms-electron-app-'));
  await bundle('tests/hosts/app/electron-app.ts', out, 'es', 'mjs');
  await bundle('tests/hosts/app/test-service.ts', out, 'es', 'mjs');
  await bundle('src-preload/preload.ts', out, 'cjs', 'cjs');
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return {
    kind: 'electron',
    missing: '',
    runtime: {
      kind: 'electron',
      executable,
      argv: [...sandbox, join(out, 'electron-app.mjs')],
      environment: { TEST_SERVICE: join(out, 'test-service.mjs'), TEST_PRELOAD: join(out, 'preload.cjs') },
    },
  };
}

/** One file of its own; `electron` and Node's modules stay outside. */
export async function bundle(entry: string, outDir: string, format: 'es' | 'cjs', extension: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      rolldownOptions: { input: join(root, entry), external: ['electron'], output: { format, entryFileNames: `[name].${extension}` } },
    },
  });
}
