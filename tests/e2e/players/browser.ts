import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { build } from 'vite';

/** Builds a page that uses the real players; returns where it is and how to remove it. */
export async function buildPage(pageDirectory: string): Promise<{ directory: string; remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'vms players '));
  await build({
    configFile: false,
    logLevel: 'error',
    root: pageDirectory,
    base: './',
    build: { outDir: directory, emptyOutDir: true, minify: false, target: 'esnext' },
    worker: { format: 'es' },
  });
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

export function findChromium(): string {
  const names = process.platform === 'win32' ? ['chrome.exe', 'msedge.exe'] : ['chromium', 'chromium-browser', 'google-chrome'];
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) if (existsSync(join(directory, name))) return join(directory, name);
  }
  throw new Error(`none of ${names.join(', ')} is on the PATH`);
}

export function launchChromium(options: { headless: boolean; args: readonly string[] } = { headless: true, args: [] }): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...sandbox, '--force-device-scale-factor=1', ...options.args];
  return chromium.launch({ executablePath: findChromium(), headless: options.headless, args });
}
