import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { VmsError } from '../../../src-contract/errors.ts';
import type { Camera } from '../../../src-contract/model/camera.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { clockText } from '../../lib/time-text.ts';
import { mayDo } from '../../stores/rights-store.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useAreaWords } from '../../stores/use-area-words.ts';
import { useUnitWords } from '../../stores/use-unit-words.ts';
import { CameraPicture } from '../../ui/CameraPicture.tsx';
import type { Glance, LimitedGlances } from './glances.ts';
import type { Looked } from './use-quick-look.ts';
import './quick-look.css';

type Still =
  | { readonly kind: 'loading' | 'denied' | 'unavailable' | 'busy' }
  | { readonly kind: 'taken'; readonly bitmap: ImageBitmap; readonly atMs: number };

function useStill(camera: Camera, glances: LimitedGlances, allowed: boolean): Still {
  const [still, setStill] = useState<Still>({ kind: allowed ? 'loading' : 'denied' });
  useEffect(() => {
    if (!allowed) return;
    let gone = false;
    let taken: ImageBitmap | null = null;
    const take = (frame: Glance | 'busy' | null): void => {
      if (frame === 'busy' || frame === null) {
        if (!gone) setStill({ kind: frame ?? 'unavailable' });
        return;
      }
      taken = frame.bitmap;
      if (gone) taken.close();
      else setStill({ kind: 'taken', bitmap: frame.bitmap, atMs: frame.arrivedAtMs });
    };
    glances.glance(camera).then(take, (failure: unknown) => {
      if (!gone) setStill({ kind: failure instanceof VmsError && failure.kind === 'denied' ? 'denied' : 'unavailable' });
    });
    return () => {
      gone = true;
      taken?.close();
    };
  }, [camera, glances, allowed]);
  return still;
}

/** By which paper a private camera is here, and until when; nothing of a camera of the State's own. */
function consentText({ province }: Camera, t: TFunction): string | undefined {
  if (province?.consent === undefined) return undefined;
  const { documentNo: document, until } = province.consent;
  if (until === null) return t('find.preview.consentOpen', { document });
  return t('find.preview.consentUntil', { document, until: clockText(epochMs(until)) });
}

/** A card beside the row: a still picture where rights allow, and what the camera is. Never a place to watch from. */
export function QuickLook({
  camera,
  beside,
  glances,
  onClose,
}: Looked & { readonly glances: LimitedGlances; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { rights, wall, tiles } = useStores();
  const mine = useStore(rights, (state) => state.rights);
  const live = useStore(tiles, ({ states }) => {
    const cell = wall.getState().history.present.cells.indexOf(camera.id);
    return cell >= 0 && states.get(cell)?.kind === 'live';
  });
  const areaOf = useAreaWords(i18n);
  const unitOf = useUnitWords(i18n);
  const still = useStill(camera, glances, mayDo(mine, 'live.view', camera.id));
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== ' ') onClose();
    };
    window.addEventListener('keydown', onKeyDown, true);
    window.addEventListener('wheel', onClose, { passive: true });
    return () => {
      window.removeEventListener('keydown', onKeyDown, true);
      window.removeEventListener('wheel', onClose);
    };
  }, [onClose]);
  const state = live
    ? t('find.preview.live')
    : t(camera.province?.state === 'maintenance' ? 'find.preview.maintenance' : 'find.preview.active');
  const facts = [
    [t('find.preview.number'), String(camera.number)],
    [t('find.preview.code'), camera.province?.code],
    [t('find.preview.area'), areaOf(camera)],
    [t('find.preview.unit'), unitOf(camera)],
    [t('find.preview.state'), state],
    [t('find.preview.consent'), consentText(camera, t)],
  ].filter(([, value]) => value !== undefined && value !== '');
  return createPortal(
    <div
      role="dialog"
      aria-label={t('find.preview.label', { number: camera.number, name: camera.name })}
      className="quick-look"
      style={{ left: beside.right + 8, top: `max(8px, min(${String(beside.top)}px, 100vh - 400px))` }}
    >
      <div className="quick-look-picture on-picture">
        {still.kind === 'taken' ? (
          <CameraPicture cameraId={camera.id} bitmap={still.bitmap} label={camera.name} />
        ) : (
          <p role="status">{t(`find.preview.${still.kind}`)}</p>
        )}
      </div>
      {still.kind === 'taken' && <p className="quick-look-taken">{t('find.preview.taken', { time: clockText(epochMs(still.atMs)) })}</p>}
      <p className="quick-look-name">{camera.name}</p>
      <dl className="quick-look-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>,
    document.body,
  );
}
