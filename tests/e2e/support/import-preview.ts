import type { ImportPreview, ImportRow } from '../../../src-contract/model/camera-import.ts';

const bad: readonly ImportRow[] = [
  { kind: 'bad', line: 3, name: 'Cầu Gia Bảy', problems: [{ column: 'transport', key: 'import-transport', details: {} }] },
  {
    kind: 'bad',
    line: 7,
    name: '',
    problems: [
      { column: 'name', key: 'import-name-missing', details: {} },
      { column: 'main_url', key: 'address-scheme', details: {} },
    ],
  },
  { kind: 'bad', line: 12, name: 'Đập Núi Cốc', problems: [{ column: 'number', key: 'import-repeated', details: { line: 5 } }] },
];

/** A judged file of `rows` rows, three of them bad. */
export function importPreview(rows: number): ImportPreview {
  const badLines = new Map(bad.map((row) => [row.line, row]));
  const judged = Array.from({ length: rows }, (_, index): ImportRow => {
    const line = index + 2;
    const kind = line % 5 === 0 ? 'update' : 'add';
    return badLines.get(line) ?? { kind, line, name: `Camera cổng số ${String(line)}`, number: 1000 + line };
  });
  const count = (kind: ImportRow['kind']): number => judged.filter((row) => row.kind === kind).length;
  return { importId: 'import-1', rows: judged, adds: count('add'), updates: count('update'), bad: count('bad') };
}
