import { HomeOutlined, LockOutlined, MinusOutlined, PlusOutlined, UnlockOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { noVelocity, type PtzAbilities, type PtzState, type PtzVelocity } from '../../../../src-contract/model/ptz.ts';
import { withKey } from '../../../lib/keys/chord-text.ts';
import { useKeyOf } from '../../../stores/commands/use-key-of.ts';
import type { PtzActions } from '../../../stores/ptz-store.ts';
import { useStores } from '../../../stores/stores-context.tsx';
import { PtzStick } from './PtzStick.tsx';

interface HoldButtonProps {
  readonly velocity: Partial<PtzVelocity>;
  readonly label: string;
  /** Whose key the hint names. */
  readonly command: string;
  readonly children: ReactNode;
}

/** Moves while it is held, by pointer or by Space and Enter. */
function HoldButton({ velocity, label, command, children }: HoldButtonProps) {
  const { i18n } = useTranslation();
  const { ptz } = useStores();
  const key = useKeyOf(command);
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
      title={withKey(i18n, label, key)}
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
  readonly act: Parameters<PtzActions['act']>[0];
  readonly label: string;
  readonly command: string;
  readonly children: ReactNode;
}

function ActButton({ act, label, command, children }: ActButtonProps) {
  const { i18n } = useTranslation();
  const { ptz } = useStores();
  const key = useKeyOf(command);
  return (
    <button
      type="button"
      className={act === 'stop' ? 'ptz-button ptz-stop' : 'ptz-button'}
      aria-label={label}
      title={withKey(i18n, label, key)}
      onClick={() => {
        ptz.getState().act(act);
      }}
    >
      {children}
    </button>
  );
}

function Lens({ abilities }: { readonly abilities: PtzAbilities }) {
  const { t } = useTranslation();
  return (
    <>
      {abilities.focus && (
        <div className="ptz-row ptz-lens" role="group" aria-label={t('ptz.focus')}>
          <span className="ptz-row-name">{t('ptz.focus')}</span>
          <HoldButton velocity={{ focus: -0.5 }} label={t('ptz.focusNear')} command="ptz.focus-near">
            {t('ptz.near')}
          </HoldButton>
          <HoldButton velocity={{ focus: 0.5 }} label={t('ptz.focusFar')} command="ptz.focus-far">
            {t('ptz.far')}
          </HoldButton>
          <ActButton act="auto-focus" label={t('ptz.focusAuto')} command="ptz.focus-auto">
            {t('ptz.auto')}
          </ActButton>
        </div>
      )}
      {abilities.iris && (
        <div className="ptz-row ptz-lens" role="group" aria-label={t('ptz.iris')}>
          <span className="ptz-row-name">{t('ptz.iris')}</span>
          <ActButton act="iris-close" label={t('ptz.irisClose')} command="ptz.iris-close">
            {t('ptz.darker')}
          </ActButton>
          <ActButton act="iris-open" label={t('ptz.irisOpen')} command="ptz.iris-open">
            {t('ptz.brighter')}
          </ActButton>
          <ActButton act="iris-auto" label={t('ptz.irisAuto')} command="ptz.iris-auto">
            {t('ptz.auto')}
          </ActButton>
        </div>
      )}
    </>
  );
}

/** Stick, zoom, lens, Stop and the lock of a camera that is being moved. */
export function PtzControls({ abilities, state }: { readonly abilities: PtzAbilities; readonly state: PtzState | undefined }) {
  const { t } = useTranslation();
  const locked = state?.holder?.locked === true && state.holder.mine;
  return (
    <div className="ptz-controls" role="group" aria-label={t('ptz.controls')}>
      <PtzStick />
      <div className="ptz-column">
        <div className="ptz-row">
          <ActButton act="stop" label={t('ptz.stop')} command="ptz.stop">
            <span className="ptz-stop-sign" aria-hidden="true" /> {t('ptz.stopNow')}
          </ActButton>
          <HoldButton velocity={{ zoom: 0.6 }} label={t('ptz.zoomIn')} command="ptz.zoom-in">
            <PlusOutlined />
          </HoldButton>
          <HoldButton velocity={{ zoom: -0.6 }} label={t('ptz.zoomOut')} command="ptz.zoom-out">
            <MinusOutlined />
          </HoldButton>
          <ActButton act={locked ? 'unlock' : 'lock'} label={t(locked ? 'ptz.unlock' : 'ptz.lock')} command="ptz.lock">
            {locked ? <UnlockOutlined /> : <LockOutlined />}
          </ActButton>
          {abilities.home && (
            <ActButton act="home" label={t('ptz.home')} command="ptz.home">
              <HomeOutlined />
            </ActButton>
          )}
        </div>
        <Lens abilities={abilities} />
      </div>
    </div>
  );
}
