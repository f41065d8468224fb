import { expect, it } from 'vitest';
import {
  overviewRows,
  sortRows,
  withLooks,
  worstFirst,
  type WallLooks,
} from '../../../../src-renderer/features/diagnostics/overview-rows.ts';
import { tileDiagnostics, type DiagnosticsChanges } from '../../../fakes/tile-diagnostics.ts';

const sick: readonly DiagnosticsChanges[] = [
  { cell: 0 },
  { cell: 1, source: { jitterMs: 120 } },
  { cell: 2, glass: { state: 'stale' } },
  {
    cell: 3,
    stream: { state: { kind: 'retrying', reason: 'timeout', attempt: 1, inMs: 5000 } },
    glass: { state: 'failed', reason: 'timeout' },
  },
];

function rows() {
  let looks: WallLooks = new Map();
  looks = withLooks(
    looks,
    sick.map(({ cell = 0 }) => tileDiagnostics(5, { cell })),
  );
  looks = withLooks(
    looks,
    sick.map((changes) => tileDiagnostics(10, changes)),
  );
  return overviewRows(looks, () => ({ number: 7, name: 'Cầu Gia Bảy' }));
}

it('puts the sickest tile first, and equal ones in the order of their cells', () => {
  expect(sortRows(rows(), worstFirst).map(({ cell }) => cell)).toEqual([3, 1, 2, 0]);
  expect(sortRows(rows(), { column: 'kbps', descending: true }).map(({ cell }) => cell)).toEqual([0, 1, 2, 3]);
});

it('sorts by any column both ways', () => {
  const byState = sortRows(rows(), { column: 'state', descending: false }).map(({ cell }) => cell);
  expect(byState).toEqual([0, 1, 2, 3]);
  expect(sortRows(rows(), { column: 'number', descending: false })[0]).toMatchObject({ number: 7, name: 'Cầu Gia Bảy' });
});

it('forgets tiles that are gone, and begins anew with another camera', () => {
  const looks = withLooks(new Map([[5, [tileDiagnostics(1, { cell: 5 })]]]), [tileDiagnostics(2)]);
  expect([...looks.keys()]).toEqual([0]);
  const other = { ...tileDiagnostics(3), cameraId: tileDiagnostics(0, { cell: 9 }).cameraId };
  expect(withLooks(looks, [other]).get(0)).toEqual([other]);
});
