import { CloseOutlined, CompressOutlined, ExpandOutlined } from '@ant-design/icons';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Camera } from '../../../src-contract/model/camera.ts';
import { certificateFailures, type TileState } from '../../../src-contract/model/stream-state.ts';
import type { TilePlayer } from '../../players/player-types.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { figuresText, tileNote } from './figures-text.ts';
import { PtzButton } from './ptz/PtzButton.tsx';
import { PtzLayer } from './ptz/PtzLayer.tsx';
import { ReplayBar } from './ReplayBar.tsx';
import { stateView, type StateView } from './state-view.ts';
import type { TileSources } from './tile-sources.ts';
import { TileOpenings } from './TileOpenings.tsx';
import { TileSound } from './TileSound.tsx';
import { TileWatermark } from './TileWatermark.tsx';
import { useTileZoom } from './use-tile-zoom.ts';
import { ZoomMark } from './ZoomMark.tsx';

export interface TileViewProps {
  readonly cell: number;
  readonly camera: Camera;
  readonly sources: TileSources;
  readonly selected: boolean;
  readonly enlarged: boolean;
  /** Another tile is enlarged over it. */
  readonly covered: boolean;
}

const idle: TileState = { kind: 'idle' };

interface TroubleProps {
  readonly view: StateView;
  readonly onRetry: () => void;
  /** Leads to where a person can look at the camera's certificate; `null` for trouble that has none. */
  readonly onInspect: (() => void) | null;
}

function Trouble({ view, onRetry, onInspect }: TroubleProps) {
  const { t } = useTranslation();
  if (view.tone !== 'lost') return null;
  return (
    <div className="tile-trouble">
      {view.title !== null && <p className="tile-trouble-title">{view.title}</p>}
      {view.timing !== null && <p className="tile-trouble-timing">{view.timing}</p>}
      {view.action !== null && <p className="tile-trouble-action">{view.action}</p>}
      <button type="button" className="tile-retry" onClick={onRetry}>
        {t('common.retry')}
      </button>
      {onInspect !== null && (
        <button type="button" className="tile-retry" onClick={onInspect}>
          {t('certificate.inspect')}
        </button>
      )}
    </div>
  );
}

/** A picture without the watermark that belongs over it is not shown; only a person brings it back. */
function Unmarked({ onAgain }: { readonly onAgain: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="tile-trouble" role="alert">
      <p className="tile-trouble-title">{t('privacy.unmarked')}</p>
      <p className="tile-trouble-action">{t('privacy.unmarkedAction')}</p>
      <button type="button" className="tile-retry" onClick={onAgain}>
        {t('privacy.unmarkedAgain')}
      </button>
    </div>
  );
}

interface TileButtonsProps {
  readonly cell: number;
  readonly camera: Camera;
  readonly selected: boolean;
  readonly enlarged: boolean;
}

const TileButtons = memo(function TileButtons({ cell, camera, selected, enlarged }: TileButtonsProps) {
  const { t } = useTranslation();
  const { wall } = useStores();
  return (
    <div className="tile-buttons">
      {selected && <PtzButton cell={cell} camera={camera} />}
      <button
        type="button"
        className="icon-button"
        tabIndex={-1}
        aria-label={enlarged ? t('wall.restore') : t('wall.enlarge')}
        title={enlarged ? t('wall.restore') : t('wall.enlarge')}
        onClick={() => {
          wall.getState().toggleEnlarged(cell);
        }}
      >
        {enlarged ? <CompressOutlined aria-hidden /> : <ExpandOutlined aria-hidden />}
      </button>
      <button
        type="button"
        className="icon-button"
        tabIndex={-1}
        aria-label={t('wall.clearTile')}
        title={t('wall.clearTile')}
        onClick={() => {
          wall.getState().clear(cell);
        }}
      >
        <CloseOutlined aria-hidden />
      </button>
    </div>
  );
});

/** What of a camera its stream depends on; whatever else of it changes, the picture goes on. */
const dialledText = ({ mainUrl, subUrl, transport, username, hasPassword, trustedCertificate }: Camera): string =>
  JSON.stringify([mainUrl, subUrl, transport, username, hasPassword, trustedCertificate]);

/** A camera on the glass: its video, who it is, and what its state really is. */
export function TileView({ cell, camera, sources, selected, enlarged, covered }: TileViewProps) {
  const { t, i18n } = useTranslation();
  const { tiles, settings, ptz, privacy, view: dialogs } = useStores();
  const [unmarked, setUnmarked] = useState(false);
  const video = useRef<HTMLVideoElement>(null);
  const player = useRef<TilePlayer>(null);
  const glance = useRef<HTMLSpanElement>(null);
  const rest = useRef<HTMLSpanElement>(null);
  const figuresElement = useRef<HTMLDivElement>(null);
  const note = useRef<HTMLDivElement>(null);
  const state = useStore(tiles, (current) => current.states.get(cell)) ?? idle;
  const pin = useStore(tiles, (current) => current.pins.get(cell)) ?? 'auto';
  const { area, zoom, style, reset } = useTileZoom(cell);
  const moving = useStore(ptz, ({ active }) => active?.cell === cell && active.cameraId === camera.id);
  const figuresEverywhere = useStore(settings, (current) => current.settings.showFigures);

  const called = useRef(camera.name);
  useEffect(() => {
    called.current = camera.name;
  }, [camera.name]);
  const { id } = camera;
  const dialled = dialledText(camera);
  useEffect(() => {
    const element = video.current;
    if (element === null || unmarked) return;
    const attached = sources.attach(cell, element, {
      id,
      // As it is called when a report is made: another name is no reason to let go of the stream.
      get name() {
        return called.current;
      },
    });
    player.current = attached;
    const { show, forget } = tiles.getState();
    show(cell, attached.state);
    const stopStates = attached.onState((next) => {
      show(cell, next);
    });
    return () => {
      stopStates();
      player.current = null;
      attached.dispose();
      forget(cell);
    };
  }, [cell, id, dialled, sources, tiles, unmarked]);

  const zoomScale = zoom?.scale ?? 1;
  useEffect(() => {
    player.current?.wish({ enlarged, selected, covered, pin, zoom: zoomScale });
  }, [cell, id, dialled, sources, tiles, unmarked, enlarged, selected, covered, pin, zoomScale]);

  useEffect(() => {
    const stop = player.current?.onFigures((figures) => {
      const text = figuresText(figures, i18n);
      if (glance.current !== null) glance.current.textContent = text.glance;
      if (rest.current !== null) rest.current.textContent = text.rest;
      if (figuresElement.current !== null) figuresElement.current.title = text.details.join('\n');
      if (note.current !== null) note.current.textContent = tileNote(figures, i18n);
      tiles.getState().setDegraded(cell, figures.degraded);
    });
    return stop;
  }, [cell, id, dialled, sources, tiles, unmarked, i18n]);

  const markMissing = useCallback(() => {
    if (!unmarked) privacy.getState().reportMissing(camera.id);
    setUnmarked(true);
  }, [unmarked, privacy, camera.id]);
  const view = stateView(state, t);
  const untrusted = 'reason' in state && state.reason !== null && certificateFailures.has(state.reason);
  const inspect = (): void => {
    dialogs.getState().open({ kind: 'camera', id: camera.id, testAtOnce: true });
  };
  const showFigures = (figuresEverywhere || selected) && view.tone !== 'lost' && view.tone !== 'busy' && view.tone !== 'replay';
  return (
    <div ref={area} className={`tile-view tile-tone-${view.tone}`} data-state={state.kind}>
      <video
        ref={video}
        className="tile-video"
        style={style}
        muted
        autoPlay
        playsInline
        disablePictureInPicture
        tabIndex={-1}
        aria-hidden="true"
      />
      <TileWatermark onMissing={markMissing} />
      <div className="tile-name">
        <span className="tile-number">{camera.number}</span>
        <span className="tile-title">{camera.name}</span>
      </div>
      <TileOpenings cameraId={camera.id} />
      <TileSound cell={cell} sources={sources} />
      <div ref={figuresElement} className="tile-figures" hidden={!showFigures}>
        <span ref={glance} className="tile-figures-glance" />
        <span ref={rest} className="tile-figures-rest" />
      </div>
      {view.tone !== 'lost' && <div ref={note} className="tile-note" />}
      {unmarked && (
        <Unmarked
          onAgain={() => {
            setUnmarked(false);
          }}
        />
      )}
      <Trouble view={view} onRetry={() => player.current?.retry()} onInspect={untrusted ? inspect : null} />
      <div className="tile-badge" title={view.title ?? undefined}>
        <StateMark shape={view.shape} />
        <span>{view.word}</span>
      </div>
      {zoom !== null && <ZoomMark zoom={zoom} onReset={reset} />}
      {state.kind === 'replay' && <ReplayBar cell={cell} sources={sources} />}
      {moving && <PtzLayer cell={cell} camera={camera} video={video} sources={sources} />}
      {!moving && <TileButtons cell={cell} camera={camera} selected={selected} enlarged={enlarged} />}
    </div>
  );
}
