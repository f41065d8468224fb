import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../hosts/host.ts';

/** Where files for the person go: their downloads, or a folder of ours where there are none; whoever writes makes it. */
export function personsFolder(host: Host, ownName: string): string {
  const downloads = join(homedir(), 'Downloads');
  return existsSync(downloads) ? downloads : join(host.paths.userData, ownName);
}
