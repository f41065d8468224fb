import { CloseOutlined, TableOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Camera } from '../../../src-contract/model/camera.ts';
import { findBrokenHop, type BrokenHop } from '../../lib/diagnostics/find-broken-hop.ts';
import type { HopFigures } from '../../lib/diagnostics/hop-figures.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { StateMark, type MarkShape } from '../../ui/StateMark.tsx';
import { causeText } from './cause-text.ts';
import type { DiagnosticsSource } from './diagnostics-source.ts';
import { hopRows, plotFloor, type HopRow, type PlotPoint } from './hop-rows.ts';
import { HISTORY, useTileHistory } from './use-tile-history.ts';
import './diagnostics.css';

export const toneShapes: Readonly<Record<HopRow['tone'], MarkShape>> = {
  good: 'dot',
  weak: 'triangle',
  broken: 'cross',
  unknown: 'ring',
};

function Verdict({ verdict, waiting }: { readonly verdict: BrokenHop | null; readonly waiting: boolean }) {
  const { t, i18n } = useTranslation();
  if (waiting) return <p className="diagnosis-verdict diagnosis-unknown">{t('diagnosis.waiting')}</p>;
  if (verdict === null)
    return (
      <p className="diagnosis-verdict diagnosis-good" role="status">
        <StateMark shape="dot" /> {t('diagnosis.allGood')}
      </p>
    );
  const { title, action } = causeText(verdict, i18n);
  return (
    <div className={`diagnosis-verdict diagnosis-${verdict.severity}`} role="status">
      <p className="diagnosis-verdict-title">
        <StateMark shape={toneShapes[verdict.severity]} /> {t(`diagnosis.hop.${verdict.hop}`)}: {title}
      </p>
      <p className="diagnosis-verdict-action">{action}</p>
    </div>
  );
}

function Row({ row, points }: { readonly row: HopRow; readonly points: readonly PlotPoint[] }) {
  const { t } = useTranslation();
  return (
    <li className={`diagnosis-hop diagnosis-${row.tone}`}>
      <div className="diagnosis-hop-head">
        <StateMark shape={toneShapes[row.tone]} />
        <h3>{t(`diagnosis.hop.${row.hop}`)}</h3>
        <span className="diagnosis-tone">{t(`diagnosis.tone.${row.tone}`)}</span>
        <Sparkline
          values={points.map((point) => point[row.hop])}
          capacity={HISTORY}
          atLeast={plotFloor[row.hop]}
          alarming={row.tone === 'broken' || row.tone === 'weak'}
        />
      </div>
      <dl className="diagnosis-figures selectable">
        {row.figures.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function Hops({ figures, points }: { readonly figures: HopFigures | null; readonly points: readonly PlotPoint[] }) {
  const { i18n } = useTranslation();
  if (figures === null) return <Verdict verdict={null} waiting />;
  const verdict = findBrokenHop(figures);
  return (
    <>
      <Verdict verdict={verdict} waiting={false} />
      <ol className="diagnosis-hops">
        {hopRows(figures, verdict, i18n).map((row) => (
          <Row key={row.hop} row={row} points={points} />
        ))}
      </ol>
    </>
  );
}

function Panel({
  source,
  cell,
  camera,
}: {
  readonly source: DiagnosticsSource;
  readonly cell: number;
  readonly camera: Camera | undefined;
}) {
  const { t } = useTranslation();
  const { view, wall } = useStores();
  const shape = useStore(wall, (state) => state.history.present.shape);
  const { figures, points } = useTileHistory(source, cell);
  // Over the half of the wall where the tile is not, so that its picture stays in sight and nothing moves.
  const left = (shape.tiles[cell]?.column ?? 0) >= shape.columns / 2;
  return (
    <aside
      className={left ? 'diagnosis diagnosis-left' : 'diagnosis'}
      aria-label={t('diagnosis.title')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') view.getState().setDiagnosing(false);
      }}
    >
      <header className="diagnosis-header">
        <h2>{t('diagnosis.title')}</h2>
        <span className="diagnosis-camera">
          {camera === undefined ? t('wall.tile', { cell: cell + 1 }) : `${String(camera.number)} ${camera.name}`}
        </span>
        <IconButton
          label={t('diagnosis.overview')}
          icon={<TableOutlined aria-hidden />}
          onPress={() => {
            view.getState().open({ kind: 'overview' });
          }}
        />
        <IconButton
          label={t('diagnosis.close')}
          icon={<CloseOutlined aria-hidden />}
          onPress={() => {
            view.getState().setDiagnosing(false);
          }}
        />
      </header>
      {camera === undefined ? (
        <p className="diagnosis-verdict diagnosis-unknown">{t('diagnosis.noCamera')}</p>
      ) : (
        <Hops figures={figures} points={points} />
      )}
    </aside>
  );
}

/** Beside the wall's pictures, for the selected tile: what each hop of its way does, and which one is to blame. */
export function DiagnosticsPanel({ source }: { readonly source: DiagnosticsSource }) {
  const { view, wall, cameras } = useStores();
  const open = useStore(view, (state) => state.diagnosing);
  const cell = useStore(wall, (state) => state.selected);
  const cameraId = useStore(wall, (state) => state.history.present.cells[cell] ?? null);
  const camera = useStore(cameras, (state) => (cameraId === null ? undefined : state.byId.get(cameraId)));
  return open ? <Panel key={cell} source={source} cell={cell} camera={camera} /> : null;
}
