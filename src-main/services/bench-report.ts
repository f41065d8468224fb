/** What the benchmark reads: each window's report as one line, with the time it came. */
import { appendFile } from 'node:fs/promises';
import type { FrameCounts, TileReport } from '../../src-contract/model/stream-state.ts';
import type { Log } from '../base/log.ts';

/** Appends in the order of calls. A failed write is logged, and the run goes on. */
export function createBenchReport(file: string, log: Log): (epochMs: number, tiles: readonly TileReport[], frames: FrameCounts) => void {
  let turn = Promise.resolve();
  return (epochMs, tiles, frames) => {
    turn = turn
      .then(() => appendFile(file, `${JSON.stringify({ epochMs, tiles, frames })}\n`))
      .catch((failure: unknown) => {
        log.error('benchmark report not written', { failure });
      });
  };
}
