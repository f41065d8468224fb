/** Which hosts can be run on this machine. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { findBrowser } from '../../src-main/hosts/chromium/find-browser.ts';
import type { Runtime } from './test-program.ts';

export interface RuntimeSearch {
  readonly kind: Runtime['kind'];
  readonly runtime: Runtime | null;
  /** Why there is none. */
  readonly missing: string;
}

const app = resolve(import.meta.dirname, 'app/chromium-app.ts');

export function chromiumRuntime(): RuntimeSearch {
  try {
    findBrowser({ platform: process.platform, chosen: null, environment: process.env, exists: existsSync });
    return { kind: 'chromium', runtime: { kind: 'chromium', executable: process.execPath, argv: [app], environment: {} }, missing: '' };
  } catch {
    return { kind: 'chromium', runtime: null, missing: 'no Chromium-based browser is installed' };
  }
}

/** Electron's binary, from `ELECTRON_OVERRIDE_DIST_PATH` or where its package unpacks it. */
export function electronBinary(): string | null {
  const name = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform as string] ?? 'electron';
  const ofPackage = join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist');
  const directories = [process.env['ELECTRON_OVERRIDE_DIST_PATH'], ofPackage].filter((directory) => directory !== undefined);
  return directories.map((directory) => join(directory, name)).find((path) => existsSync(path)) ?? null;
}
