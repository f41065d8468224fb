import { useEffect, useState } from 'react';
import type { TileDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import { baseOf, hopFigures, type HopFigures } from '../../lib/diagnostics/hop-figures.ts';
import type { DiagnosticsSource } from './diagnostics-source.ts';
import { plotPoint, type PlotPoint } from './hop-rows.ts';

/** Two minutes, one look a second. */
export const HISTORY = 120;
/** Enough for the rates; the plots keep their own, smaller, points. */
const LOOKS = 8;

export interface TileHistory {
  readonly figures: HopFigures | null;
  readonly points: readonly PlotPoint[];
}

interface Kept extends TileHistory {
  readonly looks: readonly TileDiagnostics[];
}

const nothing: Kept = { figures: null, points: [], looks: [] };

/** Pure: the history after one more look. A tile that shows another camera begins anew. */
export function withLook(kept: Kept, look: TileDiagnostics): Kept {
  const same = kept.looks.at(-1)?.cameraId === look.cameraId;
  const looks = [...(same ? kept.looks : []), look].slice(-LOOKS);
  const figures = hopFigures(look, baseOf(looks) ?? look);
  return { looks, figures, points: [...(same ? kept.points : []), plotPoint(figures)].slice(-HISTORY) };
}

/** What the hops of one cell did since it was looked at; a component that is keyed by its cell begins anew with another. */
export function useTileHistory(source: DiagnosticsSource, cell: number): TileHistory {
  const [kept, setKept] = useState(nothing);
  useEffect(() => {
    return source.diagnose([cell], ([look]) => {
      if (look !== undefined) setKept((before) => withLook(before, look));
    });
  }, [source, cell]);
  return kept;
}
