import { CloseOutlined, LockOutlined } from '@ant-design/icons';
import { useEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Camera } from '../../../../src-contract/model/camera.ts';
import type { PtzState } from '../../../../src-contract/model/ptz.ts';
import { withKey } from '../../../lib/keys/chord-text.ts';
import { errorText } from '../../../lib/message-text.ts';
import { useStores } from '../../../stores/stores-context.tsx';
import type { TileSources } from '../tile-sources.ts';
import { PresetList } from './PresetList.tsx';
import { PtzControls } from './PtzControls.tsx';
import { usePtzKeys } from './use-ptz-keys.ts';
import { usePtzPointer } from './use-ptz-pointer.ts';
import './ptz.css';

/** Who has the camera in hand, and what it does now. */
function PtzBar({ state, camera }: { readonly state: PtzState | undefined; readonly camera: Camera }) {
  const { t, i18n } = useTranslation();
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
      <span className={holder === null || holder.mine ? 'ptz-owner' : 'ptz-owner ptz-owner-other'}>
        {holder?.locked === true && <LockOutlined aria-label={t('ptz.locked')} />} {owner}
      </span>
      <button
        type="button"
        className="ptz-button ptz-leave"
        aria-label={t('ptz.leave')}
        title={withKey(i18n, t('ptz.leave'), 'Escape')}
        onClick={() => {
          ptz.getState().leave();
        }}
      >
        <CloseOutlined />
      </button>
    </div>
  );
}

/** Why the camera does not do as it is told, and what can be done about it. */
function PtzTrouble({ camera }: { readonly camera: Camera }) {
  const { t, i18n } = useTranslation();
  const { ptz } = useStores();
  const known = useStore(ptz, (current) => current.known.get(camera.id));
  const refusedBy = useStore(ptz, (current) => current.refusedBy);
  const failure = useStore(ptz, (current) => current.failure);
  if (refusedBy !== null) {
    const { name, level, locked } = refusedBy;
    return (
      <p className="ptz-trouble" role="alert">
        {t(locked ? 'ptz.refusedLocked' : 'ptz.refusedBy', { name, level })}
      </p>
    );
  }
  if (known?.kind === 'unreachable') {
    return (
      <div className="ptz-trouble" role="alert">
        <span>{errorText(i18n, known.failure)}</span>
        <button
          type="button"
          className="ptz-button"
          onClick={() => {
            ptz.getState().ask(camera.id);
          }}
        >
          {t('common.retry')}
        </button>
      </div>
    );
  }
  if (failure != null)
    return (
      <p className="ptz-trouble" role="alert">
        {errorText(i18n, failure)}
      </p>
    );
  if (known?.kind === 'asking') return <p className="ptz-trouble">{t('ptz.asking')}</p>;
  return known?.kind === 'none' ? <p className="ptz-trouble">{t('ptz.none')}</p> : null;
}

export interface PtzLayerProps {
  readonly cell: number;
  readonly camera: Camera;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly sources: TileSources;
}

/** Over a tile whose camera is being moved: the whole picture is a handle, and every control has its key. */
export function PtzLayer({ cell, camera, video, sources }: PtzLayerProps) {
  const { t } = useTranslation();
  const { ptz, tiles } = useStores();
  const layer = useRef<HTMLDivElement>(null);
  const known = useStore(ptz, (current) => current.known.get(camera.id));
  const state = useStore(ptz, (current) => current.states.get(camera.id));
  const abilities = known?.kind === 'ready' ? known.abilities : null;
  const box = usePtzPointer(layer, video, abilities?.relative ?? false);
  usePtzKeys();
  useEffect(() => {
    // One zoom at a time: what is enlarged here would not be where the camera looks.
    tiles.getState().zoom(cell, null);
  }, [cell, tiles]);
  return (
    <div ref={layer} className="ptz-layer" role="group" aria-label={t('ptz.layer', { camera: camera.name })}>
      <PtzBar state={state} camera={camera} />
      {box !== null && <div className="ptz-box" style={{ left: box.x, top: box.y, width: box.width, height: box.height }} />}
      <PtzTrouble camera={camera} />
      {abilities !== null && (
        <div className="ptz-panel" role="group" aria-label={t('ptz.panel')}>
          <PtzControls abilities={abilities} state={state} />
          {abilities.presets && <PresetList cell={cell} camera={camera} touring={state?.touring ?? false} sources={sources} />}
        </div>
      )}
    </div>
  );
}
