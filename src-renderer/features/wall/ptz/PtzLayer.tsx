import { CloseOutlined, HomeOutlined, LockOutlined, MinusOutlined, PlusOutlined, StopOutlined, UnlockOutlined } from '@ant-design/icons';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Camera } from '../../../../src-contract/model/camera.ts';
import { noVelocity, type PtzAbilities, type PtzState, type PtzVelocity } from '../../../../src-contract/model/ptz.ts';
import { errorText } from '../../../lib/message-text.ts';
import { useStores } from '../../../stores/stores-context.tsx';
import type { TileSources } from '../tile-sources.ts';
import { PresetList } from './PresetList.tsx';
import { PtzStick } from './PtzStick.tsx';
import { usePtzKeys } from './use-ptz-keys.ts';
import { usePtzPointer } from './use-ptz-pointer.ts';
import './ptz.css';

interface HoldButtonProps {
  readonly velocity: Partial<PtzVelocity>;
  readonly label: string;
  readonly children: ReactNode;
}

/** Moves while it is held, by pointer or by Space and Enter. */
function HoldButton({ velocity, label, children }: HoldButtonProps) {
  const { ptz } = useStores();
  const hold = (): void => {
    ptz.getState().hold({ ...noVelocity, ...velocity });
  };
  const release = (): void => {
    ptz.getState().release();
  };
  return (
    <button
      type="button"
      className="ptz-button"
      aria-label={label}
      title={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        hold();
      }}
      onPointerUp={release}
      onLostPointerCapture={release}
      onKeyDown={(event) => {
        if (event.key === ' ' || event.key === 'Enter') hold();
      }}
      onKeyUp={release}
      onBlur={release}
    >
      {children}
    </button>
  );
}

interface ActButtonProps {
  readonly act: Parameters<ReturnType<ReturnType<typeof useStores>['ptz']['getState']>['act']>[0];
  readonly label: string;
  readonly children: ReactNode;
}

function ActButton({ act, label, children }: ActButtonProps) {
  const { ptz } = useStores();
  return (
    <button
      type="button"
      className={act === 'stop' ? 'ptz-button ptz-stop' : 'ptz-button'}
      aria-label={label}
      title={label}
      onClick={() => {
        ptz.getState().act(act);
      }}
    >
      {children}
    </button>
  );
}

/** Who has the camera in hand, and what it does now. */
function PtzBar({ state, camera }: { readonly state: PtzState | undefined; readonly camera: Camera }) {
  const { t } = useTranslation();
  const { ptz } = useStores();
  const holder = state?.holder ?? null;
  const motion = state?.motion ?? 'still';
  const owner = holder === null ? t('ptz.free') : t(holder.mine ? 'ptz.mine' : 'ptz.heldBy', { name: holder.name, level: holder.level });
  return (
    <div className="ptz-bar" data-motion={motion}>
      <strong>PTZ</strong>
      <span className="ptz-motion" role="status" aria-label={t('ptz.motionOf', { camera: camera.name, motion: t(`ptz.motion.${motion}`) })}>
        {t(state?.touring === true ? 'ptz.touring' : `ptz.motion.${motion}`)}
      </span>
      <span className="ptz-owner">
        {holder?.locked === true && <LockOutlined aria-label={t('ptz.locked')} />} {owner}
      </span>
      <button
        type="button"
        className="ptz-button ptz-leave"
        aria-label={t('ptz.leave')}
        title={t('ptz.leave')}
        onClick={() => {
          ptz.getState().leave();
        }}
      >
        <CloseOutlined />
      </button>
    </div>
  );
}

function Controls({ abilities, state }: { readonly abilities: PtzAbilities; readonly state: PtzState | undefined }) {
  const { t } = useTranslation();
  const locked = state?.holder?.locked === true && state.holder.mine;
  return (
    <div className="ptz-controls" role="group" aria-label={t('ptz.controls')}>
      <PtzStick />
      <div className="ptz-column">
        <div className="ptz-row">
          <HoldButton velocity={{ zoom: 0.6 }} label={t('ptz.zoomIn')}>
            <PlusOutlined />
          </HoldButton>
          <HoldButton velocity={{ zoom: -0.6 }} label={t('ptz.zoomOut')}>
            <MinusOutlined />
          </HoldButton>
          <ActButton act="stop" label={t('ptz.stop')}>
            <StopOutlined />
          </ActButton>
          <ActButton act={locked ? 'unlock' : 'lock'} label={t(locked ? 'ptz.unlock' : 'ptz.lock')}>
            {locked ? <UnlockOutlined /> : <LockOutlined />}
          </ActButton>
          {abilities.home && (
            <ActButton act="home" label={t('ptz.home')}>
              <HomeOutlined />
            </ActButton>
          )}
        </div>
        {abilities.focus && (
          <div className="ptz-row" role="group" aria-label={t('ptz.focus')}>
            <span className="ptz-row-name">{t('ptz.focus')}</span>
            <HoldButton velocity={{ focus: -0.5 }} label={t('ptz.focusNear')}>
              {t('ptz.near')}
            </HoldButton>
            <HoldButton velocity={{ focus: 0.5 }} label={t('ptz.focusFar')}>
              {t('ptz.far')}
            </HoldButton>
            <ActButton act="auto-focus" label={t('ptz.focusAuto')}>
              {t('ptz.auto')}
            </ActButton>
          </div>
        )}
        {abilities.iris && (
          <div className="ptz-row" role="group" aria-label={t('ptz.iris')}>
            <span className="ptz-row-name">{t('ptz.iris')}</span>
            <ActButton act="iris-close" label={t('ptz.irisClose')}>
              {t('ptz.darker')}
            </ActButton>
            <ActButton act="iris-open" label={t('ptz.irisOpen')}>
              {t('ptz.brighter')}
            </ActButton>
            <ActButton act="iris-auto" label={t('ptz.irisAuto')}>
              {t('ptz.auto')}
            </ActButton>
          </div>
        )}
      </div>
    </div>
  );
}

export interface PtzLayerProps {
  readonly cell: number;
  readonly camera: Camera;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly sources: TileSources;
}

/** Over a tile whose camera is being moved: the whole picture is a handle, and every control has its key. */
export function PtzLayer({ cell, camera, video, sources }: PtzLayerProps) {
  const { t, i18n } = useTranslation();
  const { ptz, tiles } = useStores();
  const layer = useRef<HTMLDivElement>(null);
  const known = useStore(ptz, (current) => current.known.get(camera.id));
  const state = useStore(ptz, (current) => current.states.get(camera.id));
  const refusedBy = useStore(ptz, (current) => current.refusedBy);
  const failure = useStore(ptz, (current) => current.failure);
  const abilities = known?.kind === 'ready' ? known.abilities : null;
  const box = usePtzPointer(layer, video, abilities?.relative ?? false);
  usePtzKeys();
  useEffect(() => {
    // One zoom at a time: what is enlarged here would not be where the camera looks.
    tiles.getState().zoom(cell, null);
  }, [cell, tiles]);
  const trouble =
    refusedBy !== null
      ? t('ptz.refusedBy', { name: refusedBy.name, level: refusedBy.level })
      : known?.kind === 'unreachable'
        ? errorText(i18n, known.failure)
        : failure != null
          ? errorText(i18n, failure)
          : null;
  return (
    <div ref={layer} className="ptz-layer" role="group" aria-label={t('ptz.layer', { camera: camera.name })}>
      <PtzBar state={state} camera={camera} />
      {box !== null && <div className="ptz-box" style={{ left: box.x, top: box.y, width: box.width, height: box.height }} />}
      {trouble !== null && (
        <p className="ptz-trouble" role="alert">
          {trouble}
        </p>
      )}
      {known?.kind === 'asking' && <p className="ptz-trouble">{t('ptz.asking')}</p>}
      {known?.kind === 'none' && <p className="ptz-trouble">{t('ptz.none')}</p>}
      {abilities !== null && (
        <div className="ptz-panel" role="group" aria-label={t('ptz.panel')}>
          <Controls abilities={abilities} state={state} />
          {abilities.presets && <PresetList cell={cell} camera={camera} touring={state?.touring ?? false} sources={sources} />}
        </div>
      )}
    </div>
  );
}
