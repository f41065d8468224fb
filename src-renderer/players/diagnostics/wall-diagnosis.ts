/** Joins, once a second and only while somebody looks, what worker and media process counted with what is on the glass. */
import type { TileDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import type { StreamDiagnosis, WorkerCommand, WorkerReport } from '../worker-messages.ts';

/** A tile as far as diagnosis goes. */
export interface DiagnosedTile {
  readonly cell: number;
  readonly camera: { readonly id: string };
  readonly lease: { readonly id: number } | null;
  glass(): TileDiagnostics['glass'];
}

export interface WallDiagnosisPorts {
  now(): number;
  tiles(): Iterable<DiagnosedTile>;
  send(command: WorkerCommand): void;
}

export type DiagnosticsListener = (tiles: readonly TileDiagnostics[]) => void;

interface Watcher {
  readonly cells: 'all' | readonly number[];
  readonly listener: DiagnosticsListener;
}

export class WallDiagnosis {
  readonly #ports: WallDiagnosisPorts;
  readonly #watchers = new Set<Watcher>();
  #streams = new Map<number, StreamDiagnosis>();
  #linkUp = false;
  #asked = '';

  constructor(ports: WallDiagnosisPorts) {
    this.#ports = ports;
  }

  /** Tells of these cells once a second until the returned function is called. */
  watch(cells: 'all' | readonly number[], listener: DiagnosticsListener): () => void {
    const watcher: Watcher = { cells, listener };
    this.#watchers.add(watcher);
    this.#ask();
    return () => {
      this.#watchers.delete(watcher);
      this.#ask();
    };
  }

  /** The worker was replaced and knows nothing. */
  restarted(): void {
    this.#asked = '';
    this.#streams.clear();
    this.#linkUp = false;
  }

  heard(report: Extract<WorkerReport, { kind: 'diagnosis' }>): void {
    this.#linkUp = report.linkUp;
    this.#streams = new Map(report.streams.map((stream) => [stream.stream, stream]));
  }

  /** Once a second. */
  look(): void {
    if (this.#watchers.size === 0) return;
    this.#ask();
    const all = Array.from(this.#ports.tiles(), (tile) => this.#diagnosticsOf(tile)).sort((left, right) => left.cell - right.cell);
    for (const { cells, listener } of [...this.#watchers]) listener(cells === 'all' ? all : all.filter(({ cell }) => cells.includes(cell)));
  }

  #ask(): void {
    const wanted = new Set<number>();
    for (const tile of this.#ports.tiles()) {
      const watched = [...this.#watchers].some(({ cells }) => cells === 'all' || cells.includes(tile.cell));
      if (watched && tile.lease !== null) wanted.add(tile.lease.id);
    }
    const streams = [...wanted].slice(0, 256);
    const key = streams.join(' ');
    if (key === this.#asked) return;
    this.#asked = key;
    this.#ports.send({ kind: 'diagnose', streams });
  }

  #diagnosticsOf(tile: DiagnosedTile): TileDiagnostics {
    const atMs = this.#ports.now();
    const stream = tile.lease === null ? undefined : this.#streams.get(tile.lease.id);
    return {
      cell: tile.cell,
      cameraId: tile.camera.id,
      atMs,
      mediaAgeMs: stream?.mediaAtMs == null ? null : Math.max(0, atMs - stream.mediaAtMs),
      media: stream?.media ?? null,
      linkUp: this.#linkUp,
      decoder: stream?.decoder ?? null,
      glass: tile.glass(),
    };
  }
}
