/** The program's log from its first line on: kept in memory until there is a place for the file. */
import type { Disposable } from './disposable.ts';
import { createLog, type Log } from './log.ts';
import { openLogFile } from './log-file.ts';

export interface ProgramLog {
  readonly log: Log;
  /** Adds a line that another process of ours has already formed and redacted. */
  readonly writeLine: (line: string) => void;
  /** From now on into a file there, what was kept first. */
  readonly openIn: (directory: string) => Disposable;
}

/** More lines before the file opens mean that something repeats itself; the first ones tell most. */
const KEPT_LINES = 200;

export function createProgramLog(now: () => Date): ProgramLog {
  const kept: string[] = [];
  let write = (line: string): void => {
    if (kept.length < KEPT_LINES) kept.push(line);
  };
  const writeLine = (line: string): void => {
    write(line);
  };
  return {
    log: createLog(writeLine, now),
    writeLine,
    openIn(directory) {
      const file = openLogFile({ directory, name: 'main', maxBytes: 10 * 1024 * 1024, files: 5 });
      for (const line of kept.splice(0)) file.write(line);
      write = (line) => {
        file.write(line);
      };
      return file;
    },
  };
}
