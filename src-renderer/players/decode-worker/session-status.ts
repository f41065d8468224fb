import type { WorkerReport } from '../worker-messages.ts';
import type { FrameLedger } from './frame-ledger.ts';
import type { OpenStream } from './open-stream.ts';
import type { TileBoard } from './tile-board.ts';

export interface SessionHoldings {
  readonly streams: ReadonlyMap<number, OpenStream>;
  readonly tiles: TileBoard;
  readonly ledger: FrameLedger;
}

export interface SessionHealth {
  readonly nowMs: number;
  readonly linkUp: boolean;
  readonly lateMs: number;
}

/** How many streams' decoders still owe their first frame. */
export function startingIn(streams: SessionHoldings['streams']): number {
  return [...streams.values()].filter(({ playback }) => playback.starting).length;
}

/** What the worker tells its window of everything it holds, several times a second. */
export function sessionStatus(
  { streams, tiles, ledger }: SessionHoldings,
  { nowMs, linkUp, lateMs }: SessionHealth,
  toSharedMs: (workerMs: number) => number,
): Extract<WorkerReport, { kind: 'status' }> {
  return {
    kind: 'status',
    atMs: toSharedMs(nowMs),
    linkUp,
    lateMs,
    streams: Array.from(streams, ([id, { playback }]) => playback.status(id, toSharedMs)),
    tiles: Array.from(tiles.entries, ([id, tile]) => tile.status(id, toSharedMs)),
    frames: { created: ledger.created, closed: ledger.closed },
  };
}
