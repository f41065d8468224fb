/** Files that are either the old one or the new one, also after a crash or a power cut. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes, flushes to the medium, then renames over `file`. Makes the directory. Only this user may read the result. */
export function writeFileAtomic(file: string, data: string | Uint8Array): void {
  const unfinished = `${file}.unfinished`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    const handle = openSync(unfinished, 'w', 0o600);
    try {
      writeFileSync(handle, data);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(unfinished, file);
  } catch (failure) {
    rmSync(unfinished, { force: true });
    throw failure;
  }
}
