import type { TileDiagnostics } from '../../../src-contract/model/diagnostics.ts';

/** What the diagnosis needs of the window's player. */
export interface DiagnosticsSource {
  /** Tells of these cells once a second until the returned function is called. */
  diagnose(cells: 'all' | readonly number[], listener: (tiles: readonly TileDiagnostics[]) => void): () => void;
}
