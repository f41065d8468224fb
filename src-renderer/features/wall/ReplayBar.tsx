import { CaretRightOutlined, PauseOutlined, StepBackwardOutlined, StepForwardOutlined } from '@ant-design/icons';
import { App } from 'antd';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { epochMs } from '../../../src-contract/time.ts';
import { timeOfDayText } from '../../lib/time-text.ts';
import type { ReplayView, TileReplayControls } from '../../players/tile-replay.ts';
import { nextSpeed, replayOf } from './replay-controls.ts';
import type { TileSources } from './tile-sources.ts';

/** Where along the bar a time lies, 0…1. */
function along(view: ReplayView, atMs: number): number {
  const from = view.fromEpochMs ?? 0;
  const span = (view.toEpochMs ?? 0) - from;
  return span <= 0 ? 0 : Math.min(1, Math.max(0, (atMs - from) / span));
}

function Scrub({ replay, view }: { readonly replay: TileReplayControls; readonly view: ReplayView }) {
  const { t } = useTranslation();
  const { fromEpochMs, toEpochMs, shownEpochMs, keyframesEpochMs } = view;
  if (fromEpochMs === null || toEpochMs === null) return null;
  return (
    <div className="replay-scrub">
      <svg className="replay-keyframes" viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true">
        <path
          d={keyframesEpochMs.map((atMs) => `M${String(Math.round(along(view, atMs) * 1000))} 0v4`).join('')}
          stroke="currentColor"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <input
        type="range"
        className="replay-range"
        aria-label={t('replay.position')}
        aria-valuetext={timeOfDayText(epochMs(shownEpochMs ?? fromEpochMs))}
        min={fromEpochMs}
        max={toEpochMs}
        step={100}
        value={shownEpochMs ?? fromEpochMs}
        onChange={(event) => {
          replay.act({ kind: 'seek', atMs: Number(event.target.value) });
        }}
      />
    </div>
  );
}

function Buttons({ replay, view }: { readonly replay: TileReplayControls; readonly view: ReplayView }) {
  const { t } = useTranslation();
  const speed = view.speed === 0.5 || view.speed === 2 ? view.speed : 1;
  return (
    <div className="replay-buttons">
      <button
        type="button"
        className="icon-button"
        title={t('replay.stepBack')}
        onClick={() => replay.act({ kind: 'step', direction: -1 })}
      >
        <StepBackwardOutlined aria-hidden />
      </button>
      <button
        type="button"
        className="icon-button"
        title={view.paused ? t('replay.play') : t('replay.pause')}
        onClick={() => replay.act(view.paused ? { kind: 'play', speed } : { kind: 'pause' })}
      >
        {view.paused ? <CaretRightOutlined aria-hidden /> : <PauseOutlined aria-hidden />}
      </button>
      <button type="button" className="icon-button" title={t('replay.stepOn')} onClick={() => replay.act({ kind: 'step', direction: 1 })}>
        <StepForwardOutlined aria-hidden />
      </button>
      <button
        type="button"
        className="replay-speed"
        title={t('replay.speed')}
        onClick={() => replay.act({ kind: 'play', speed: nextSpeed(speed) })}
      >
        {`${String(speed)}×`}
      </button>
      <button type="button" className="replay-live" title={t('replay.toLiveKey')} onClick={() => replay.end()}>
        {t('replay.toLive')}
      </button>
    </div>
  );
}

/** What a tile shows of its past, and how to move in it; nothing while the tile is live. */
export function ReplayBar({ cell, sources }: { readonly cell: number; readonly sources: TileSources }) {
  const replay = replayOf(sources, cell);
  return replay === null ? null : <OpenReplayBar replay={replay} />;
}

function OpenReplayBar({ replay }: { readonly replay: TileReplayControls }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const view = useSyncExternalStore(
    (changed) => replay.onView(changed),
    () => replay.view,
  );
  useEffect(
    () =>
      replay.onEnded((end) => {
        void message.warning(t(`replay.ended.${end}`));
      }),
    [replay, message, t],
  );
  if (view === null) return null;
  const { shownEpochMs, behindMs } = view;
  return (
    <div
      className="replay"
      role="group"
      aria-label={t('replay.controls')}
      onDoubleClick={(event) => {
        event.stopPropagation();
      }}
    >
      <div className="replay-time">
        <span className="replay-word">{t('replay.word')}</span>
        <span>{shownEpochMs === null ? t('replay.opening') : timeOfDayText(epochMs(shownEpochMs))}</span>
        {behindMs !== null && <span className="replay-behind">{t('replay.behind', { seconds: Math.round(behindMs / 1000) })}</span>}
      </div>
      <Scrub replay={replay} view={view} />
      <Buttons replay={replay} view={view} />
    </div>
  );
}
