import { replayStatusSchema, type LinkCommand, type ReplayAct } from '../../../src-contract/link/messages.ts';
import type { LinkRecord } from '../../../src-contract/link/records.ts';
import { replayStream, type WorkerCommand, type WorkerReport } from '../worker-messages.ts';
import type { ClockOffset } from './clock-offset.ts';
import type { MasksInForce } from './masks-in-force.ts';
import type { OpenStream } from './open-stream.ts';
import { parse } from './record-payload.ts';
import { onTimeLine } from './replay-times.ts';
import type { TileBoard } from './tile-board.ts';

export interface TileReplaysPorts {
  readonly now: () => number;
  readonly toSharedMs: (workerMs: number) => number;
  readonly tiles: TileBoard;
  /** Of the present link. */
  readonly clock: () => ClockOffset;
  readonly stream: (id: number) => OpenStream | undefined;
  open(id: number, ticket: string, masks: MasksInForce, replay: NonNullable<OpenStream['replay']>): void;
  close(id: number): void;
  send(command: LinkCommand): void;
  post(report: WorkerReport): void;
}

/** The replays of one window's tiles: each is a stream of its own that one tile shows instead of the live one. */
export class TileReplays {
  readonly #ports: TileReplaysPorts;

  constructor(ports: TileReplaysPorts) {
    this.#ports = ports;
  }

  handle(command: Extract<WorkerCommand, { kind: 'open-replay' | 'replay-act' | 'close-replay' }>): void {
    switch (command.kind) {
      case 'open-replay':
        this.#open(command.tile, command.stream, command.agoMs);
        return;
      case 'replay-act':
        this.#act(command.tile, command.act);
        return;
      case 'close-replay':
        this.close(command.tile);
        return;
    }
  }

  close(tile: number): void {
    const sink = this.#ports.tiles.get(tile);
    if (sink) sink.replay = null;
    this.#ports.close(replayStream(tile));
  }

  /** A `replay` record: where the replay is. */
  told(record: LinkRecord, { replay }: OpenStream): void {
    const status = parse(replayStatusSchema, record);
    if (!replay || !status) return;
    const { now, toSharedMs, clock, post } = this.#ports;
    const nowMs = now();
    const shared = onTimeLine(status, (mediaMs) => toSharedMs(clock().toLocal(mediaMs, nowMs)));
    post({ kind: 'replay', tile: replay.tile, status: shared });
  }

  #open(tile: number, stream: number, agoMs: number): void {
    const sink = this.#ports.tiles.get(tile);
    const live = this.#ports.stream(stream);
    if (!sink || !live) return;
    this.close(tile);
    sink.replay = replayStream(tile);
    this.#ports.open(sink.replay, live.ticket, live.masks, { tile, agoMs });
  }

  #act(tile: number, act: ReplayAct): void {
    const subscription = this.#ports.stream(replayStream(tile))?.subscription ?? 0;
    if (subscription === 0) return;
    if (act.kind !== 'seek') {
      this.#ports.send({ kind: 'replay-act', subscription, act });
      return;
    }
    const atMs = this.#ports.clock().toMedia(act.atMs - this.#ports.toSharedMs(0));
    if (atMs !== null) this.#ports.send({ kind: 'replay-act', subscription, act: { kind: 'seek', atMs } });
  }
}
