/** Gathers the facts and writes the diagnostics file. */
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { VmsError } from '../../../src-contract/errors.ts';
import type { Camera, StreamProfile } from '../../../src-contract/model/camera.ts';
import type { TileDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import type { Log } from '../../base/log.ts';
import type { StreamSource } from '../../media/source.ts';
import { diagnosticsReport, type DiagnosticsFacts } from './diagnostics-report.ts';

export interface ExportNeeds {
  readonly facts: () => Omit<DiagnosticsFacts, 'writtenAt' | 'hops' | 'log' | 'cameras'>;
  /** What the file names. */
  readonly listed: () => readonly Camera[];
  /** All there are, whose secrets are kept out of it. */
  readonly cameras: { list(): readonly Camera[]; sourceOf(id: string, profile: StreamProfile): StreamSource };
  /** The newest lines of the program's log. */
  readonly recentLog: () => Promise<readonly string[]>;
  /** Where files for the person go when no place was named. */
  readonly folder: string;
  readonly now: () => Date;
  readonly writeFile: (file: string, data: string) => void;
  readonly log: Log;
}

const LOG_BYTES = 512 * 1024;

export class DiagnosticsExport {
  readonly #needs: ExportNeeds;

  constructor(needs: ExportNeeds) {
    this.#needs = needs;
  }

  /** Writes to `file`, or under a name of its own into the person's folder; answers where. Throws `unavailable`, `storage-full`. */
  async write(hops: readonly TileDiagnostics[], file: string | null = null): Promise<string> {
    const { facts, listed, recentLog, folder, now, writeFile, log } = this.#needs;
    const writtenAt = now().toISOString();
    const target = file ?? join(folder, `chan-doan-vms-${writtenAt.slice(0, 19).replaceAll(/[:T]/gu, '-')}.json`);
    const whole = { ...facts(), cameras: listed(), writtenAt, hops, log: await recentLog() };
    try {
      writeFile(target, diagnosticsReport(whole, this.#secrets()));
    } catch (failure) {
      const code = failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown';
      log.error('diagnostics not written', { code });
      throw new VmsError(code === 'ENOSPC' ? 'storage-full' : 'unavailable', 'diagnostics-not-written', { code }, failure);
    }
    return target;
  }

  /** Every password and user name the keystore opens. */
  #secrets(): readonly string[] {
    const { cameras } = this.#needs;
    return cameras.list().flatMap(({ id, username }) => {
      try {
        const { password } = cameras.sourceOf(id, 'main');
        return [password, username].filter((secret) => secret !== null);
      } catch {
        return username === null ? [] : [username]; // a password that does not open cannot have been written anywhere since
      }
    });
  }
}

/** The last lines of a log file, at most half a megabyte of them; none when it cannot be read. */
export async function lastLogLines(file: string): Promise<readonly string[]> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      const from = Math.max(0, size - LOG_BYTES);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
      const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
      return (from === 0 ? lines : lines.slice(1)).filter((line) => line !== '');
    } finally {
      await handle.close();
    }
  } catch {
    return [];
  }
}
