/** The log on disk: one JSON line per entry, bounded, oldest lost first. */
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Disposable } from './disposable.ts';

export interface LogFileOptions {
  readonly directory: string;
  /** `main` becomes `main.log`, then `main.1.log` and so on. */
  readonly name: string;
  readonly maxBytes: number;
  /** Files in all, the current one included. */
  readonly files: number;
}

export interface LogFile extends Disposable {
  write(line: string): void;
}

/** Opens for appending. A log that cannot be written loses lines and never throws: the program matters more. */
export function openLogFile(options: LogFileOptions): LogFile {
  const path = (index: number): string => join(options.directory, index === 0 ? `${options.name}.log` : `${options.name}.${index}.log`);
  let handle = openForAppending(options.directory, path(0));
  const rotate = (): void => {
    if (handle !== null) closeSync(handle);
    handle = null;
    rmSync(path(options.files - 1), { force: true });
    for (let index = options.files - 2; index >= 0; index -= 1) if (existsSync(path(index))) renameSync(path(index), path(index + 1));
    handle = openForAppending(options.directory, path(0));
  };
  return {
    write(line) {
      try {
        if (handle !== null && fstatSync(handle).size + line.length > options.maxBytes) rotate();
        if (handle !== null) writeSync(handle, `${line}\n`);
      } catch {
        // A full or vanished disk: the entry is lost, as said above.
      }
    },
    dispose() {
      if (handle !== null) closeSync(handle);
      handle = null;
    },
  };
}

function openForAppending(directory: string, file: string): number | null {
  try {
    mkdirSync(directory, { recursive: true });
    return openSync(file, 'a', 0o600);
  } catch {
    return null;
  }
}
