/** The wall's tiles as rows of a table, the sickest first. Pure. */
import type { TileDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import { findBrokenHop, type BrokenHop } from '../../lib/diagnostics/find-broken-hop.ts';
import { baseOf, hopFigures, type HopFigures } from '../../lib/diagnostics/hop-figures.ts';

export interface OverviewRow {
  readonly cell: number;
  readonly number: number;
  readonly name: string;
  readonly figures: HopFigures;
  readonly verdict: BrokenHop | null;
}

export const overviewColumns = ['verdict', 'number', 'state', 'source', 'decoder', 'fpsIn', 'fpsOut', 'age', 'kbps', 'loss'] as const;
export type OverviewColumn = (typeof overviewColumns)[number];
export interface Sorting {
  readonly column: OverviewColumn;
  readonly descending: boolean;
}
/** Worst first. */
export const worstFirst: Sorting = { column: 'verdict', descending: true };

const KEPT_LOOKS = 8;
export type WallLooks = ReadonlyMap<number, readonly TileDiagnostics[]>;

/** The looks of every cell after one more; cells that are gone go. */
export function withLooks(kept: WallLooks, looks: readonly TileDiagnostics[]): WallLooks {
  return new Map(
    looks.map((look) => {
      const before = kept.get(look.cell) ?? [];
      const same = before.at(-1)?.cameraId === look.cameraId;
      return [look.cell, [...(same ? before : []), look].slice(-KEPT_LOOKS)];
    }),
  );
}

export function overviewRows(
  looks: WallLooks,
  cameraOf: (id: string) => { readonly number: number; readonly name: string } | undefined,
): readonly OverviewRow[] {
  return [...looks.values()].flatMap((history) => {
    const now = history.at(-1);
    if (now === undefined) return [];
    const figures = hopFigures(now, baseOf(history) ?? now);
    const camera = cameraOf(now.cameraId);
    return [{ cell: now.cell, number: camera?.number ?? 0, name: camera?.name ?? '', figures, verdict: findBrokenHop(figures) }];
  });
}

const stateRank = ['live', 'late', 'connecting', 'waiting-keyframe', 'idle', 'frozen', 'black', 'stale', 'failed'];

/** Larger is worse. */
function sickness({ verdict, figures }: OverviewRow): number {
  const severity = verdict === null ? 0 : verdict.severity === 'weak' ? 1 : 2;
  return severity * 100 + stateRank.indexOf(figures.glass.state);
}

function valueOf(row: OverviewRow, column: OverviewColumn): number | string {
  const { source, decoder, glass, link } = row.figures;
  switch (column) {
    case 'verdict':
      return sickness(row);
    case 'number':
      return row.number;
    case 'state':
      return stateRank.indexOf(glass.state);
    case 'source':
      return source.kind ?? '';
    case 'decoder':
      return decoder.kind ?? '';
    case 'fpsIn':
      return link.fps ?? -1;
    case 'fpsOut':
      return glass.paintedFps ?? -1;
    case 'age':
      return glass.ageP95Ms ?? Number.POSITIVE_INFINITY;
    case 'kbps':
      return link.kbps ?? -1;
    case 'loss':
      return source.loss ?? -1;
  }
}

function compare(left: number | string, right: number | string): number {
  return typeof left === 'number' && typeof right === 'number' ? Math.sign(left - right) || 0 : String(left).localeCompare(String(right));
}

/** Equal rows stay in the order of their cells, so that the table does not dance. */
export function sortRows(rows: readonly OverviewRow[], { column, descending }: Sorting): readonly OverviewRow[] {
  return [...rows].sort((left, right) => {
    const order = compare(valueOf(left, column), valueOf(right, column));
    return (descending ? -order : order) || left.cell - right.cell;
  });
}
