/** The renderer as the mocked windows show it is built once a run, by the first test file that asks for it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHARED_BUILD } from './renderer-build.ts';

export default async function buildOnce(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'vms-mocked-'));
  process.env[SHARED_BUILD] = folder;
  return () => rm(folder, { recursive: true, force: true });
}
