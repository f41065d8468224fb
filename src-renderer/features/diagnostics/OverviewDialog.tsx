import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { causeText } from './cause-text.ts';
import { toneShapes } from './DiagnosticsPanel.tsx';
import type { DiagnosticsSource } from './diagnostics-source.ts';
import {
  overviewColumns,
  overviewRows,
  sortRows,
  withLooks,
  worstFirst,
  type OverviewColumn,
  type OverviewRow,
  type Sorting,
  type WallLooks,
} from './overview-rows.ts';

function Heads({ sorting, onSort }: { readonly sorting: Sorting; readonly onSort: (sorting: Sorting) => void }) {
  const { t } = useTranslation();
  const pressed = (column: OverviewColumn): void => {
    onSort({ column, descending: sorting.column === column ? !sorting.descending : column !== 'number' });
  };
  return (
    <tr>
      {overviewColumns.map((column) => {
        const sorted = sorting.column === column ? (sorting.descending ? 'descending' : 'ascending') : 'none';
        return (
          <th key={column} scope="col" aria-sort={sorted}>
            <button
              type="button"
              onClick={() => {
                pressed(column);
              }}
            >
              {t(`diagnosis.column.${column}`)}
              <span aria-hidden="true">{sorted === 'none' ? '' : sorted === 'descending' ? ' ↓' : ' ↑'}</span>
            </button>
          </th>
        );
      })}
    </tr>
  );
}

interface CellsProps {
  readonly row: OverviewRow;
}

function Cells({ row: { number, name, figures, verdict } }: CellsProps) {
  const { t, i18n } = useTranslation();
  const write = (value: number | null, digits = 0): string =>
    value === null ? '–' : new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(value);
  const { source, decoder, link, glass } = figures;
  const tone = verdict?.severity ?? 'good';
  return (
    <>
      <td className={`diagnosis-${tone} overview-verdict`}>
        <StateMark shape={toneShapes[tone]} />
        {verdict === null ? t('diagnosis.tone.good') : `${t(`diagnosis.hop.${verdict.hop}`)}: ${causeText(verdict, i18n).title}`}
      </td>
      <td className="overview-camera">
        {number} {name}
      </td>
      <td>{t(`diagnosis.state.${glass.state}`)}</td>
      <td>{source.kind === null ? '–' : t(`diagnosis.source.${source.kind}`)}</td>
      <td>{decoder.kind === null ? '–' : t(`decoder.${decoder.kind}`)}</td>
      <td className="overview-number">{write(link.fps, 1)}</td>
      <td className="overview-number">{write(glass.paintedFps, 1)}</td>
      <td className="overview-number">{write(glass.ageP95Ms)}</td>
      <td className="overview-number">{write(link.kbps)}</td>
      <td className="overview-number">{write(source.loss === null ? null : source.loss * 100, 1)}</td>
    </>
  );
}

function Table({ rows, onChoose }: { readonly rows: readonly OverviewRow[]; readonly onChoose: (cell: number) => void }) {
  const [sorting, setSorting] = useState(worstFirst);
  const [active, setActive] = useState<number | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const sorted = sortRows(rows, sorting);
  const activeCell = sorted.some(({ cell }) => cell === active) ? active : (sorted[0]?.cell ?? null);
  const move = (event: KeyboardEvent, cell: number): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter') onChoose(cell);
    if (step === 0) return;
    event.preventDefault();
    const next = sorted[sorted.findIndex((row) => row.cell === cell) + step];
    if (next === undefined) return;
    setActive(next.cell);
    body.current?.querySelector<HTMLElement>(`[data-overview="${String(next.cell)}"]`)?.focus();
  };
  return (
    <table className="overview-table">
      <thead>
        <Heads sorting={sorting} onSort={setSorting} />
      </thead>
      <tbody ref={body}>
        {sorted.map((row) => (
          <tr
            key={row.cell}
            data-overview={row.cell}
            tabIndex={row.cell === activeCell ? 0 : -1}
            onKeyDown={(event) => {
              move(event, row.cell);
            }}
            onClick={() => {
              onChoose(row.cell);
            }}
          >
            <Cells row={row} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Overview({ source }: { readonly source: DiagnosticsSource }) {
  const { t } = useTranslation();
  const { cameras, wall, view } = useStores();
  const byId = useStore(cameras, (state) => state.byId);
  const [looks, setLooks] = useState<WallLooks>(new Map());
  useEffect(
    () =>
      source.diagnose('all', (tiles) => {
        setLooks((before) => withLooks(before, tiles));
      }),
    [source],
  );
  const rows = overviewRows(looks, (id) => byId.get(id));
  if (rows.length === 0) return <p className="overview-empty">{t('diagnosis.waiting')}</p>;
  return (
    <Table
      rows={rows}
      onChoose={(cell) => {
        view.getState().close();
        wall.getState().select(cell);
        view.getState().setDiagnosing(true);
      }}
    />
  );
}

/** Every tile of the wall in one table, the sickest first; Enter goes to its hops. */
export function OverviewDialog({ source }: { readonly source: DiagnosticsSource }) {
  const { t } = useTranslation();
  const { view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'overview');
  if (!open) return null;
  return (
    <Dialog title={t('diagnosis.overview')} width={1180} footer={null} lightDismiss onClose={view.getState().close}>
      <div className="overview">
        <Overview source={source} />
      </div>
    </Dialog>
  );
}
