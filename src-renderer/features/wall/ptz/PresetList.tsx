import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Camera } from '../../../../src-contract/model/camera.ts';
import type { ShownPreset } from '../../../stores/ptz-store.ts';
import { useStores } from '../../../stores/stores-context.tsx';
import { KeptPicture } from '../../../ui/CameraPicture.tsx';
import type { TileSources } from '../tile-sources.ts';
import { smallPicture } from './small-picture.ts';
import { TourButton } from './TourButton.tsx';

export interface PresetListProps {
  readonly cell: number;
  readonly camera: Camera;
  readonly touring: boolean;
  readonly sources: TileSources;
}

const none: readonly ShownPreset[] = [];
/** By then a camera has reached a preset it was sent to. */
const ARRIVED_MS = 5000;

/** Presets with what the camera shows there; the first nine have a key of their own. */
export function PresetList({ cell, camera, touring, sources }: PresetListProps) {
  const { t } = useTranslation();
  const { privacy, ptz } = useStores();
  const shown = useStore(ptz, (state) => state.presets.get(camera.id)) ?? none;
  const [name, setName] = useState<string | null>(null);
  const [awaited, setAwaited] = useState<string | null>(null);

  const takePicture = async (token: string): Promise<void> => {
    // What two persons may see now is not kept for everybody who comes later.
    if (privacy.getState().openings.some(({ act, cameraId }) => act === 'unmask' && cameraId === camera.id)) return;
    const frame = await sources.capture(cell);
    if (frame === null) return;
    const picture = await smallPicture(frame.bitmap);
    frame.bitmap.close();
    if (picture !== null) ptz.getState().keepPicture(camera.id, token, picture);
  };
  const save = async (): Promise<void> => {
    const wanted = (name ?? '').trim();
    setName(null);
    if (wanted === '') return;
    const token = await ptz.getState().savePreset(null, wanted);
    if (token !== undefined) await takePicture(token);
  };
  useEffect(() => {
    if (awaited === null) return undefined;
    const timer = setTimeout(() => {
      setAwaited(null);
      void takePicture(awaited).catch(() => undefined);
    }, ARRIVED_MS);
    return () => {
      clearTimeout(timer);
    };
  });

  return (
    <div className="ptz-presets" role="group" aria-label={t('ptz.presets')}>
      <ol className="ptz-preset-list">
        {shown.map(({ preset, picture }, index) => (
          <li key={preset.token} className="ptz-preset">
            <button
              type="button"
              className="ptz-preset-go"
              title={t('ptz.goTo', { name: preset.name })}
              onClick={() => {
                ptz.getState().goTo(preset.token);
                if (picture === null) setAwaited(preset.token);
              }}
            >
              {picture === null ? (
                <span className="ptz-preset-blank" aria-hidden="true" />
              ) : (
                <KeptPicture cameraId={camera.id} url={picture} className="ptz-preset-picture" />
              )}
              <span className="ptz-preset-name">
                {index < 9 && <kbd>{index + 1}</kbd>} {preset.name}
              </span>
            </button>
            <button
              type="button"
              className="ptz-button ptz-preset-remove"
              aria-label={t('ptz.removePreset', { name: preset.name })}
              title={t('ptz.removePreset', { name: preset.name })}
              onClick={() => {
                ptz.getState().removePreset(preset.token);
              }}
            >
              <DeleteOutlined />
            </button>
          </li>
        ))}
        {shown.length === 0 && <li className="ptz-preset-none">{t('ptz.noPresets')}</li>}
      </ol>
      <div className="ptz-row">
        {name === null ? (
          <button type="button" className="ptz-button ptz-wide" onClick={() => setName('')}>
            <PlusOutlined /> {t('ptz.savePreset')}
          </button>
        ) : (
          <Input
            size="small"
            autoFocus
            maxLength={64}
            value={name}
            aria-label={t('ptz.presetName')}
            placeholder={t('ptz.presetName')}
            onChange={(event) => {
              setName(event.target.value);
            }}
            onPressEnter={() => void save().catch(() => undefined)}
            onBlur={() => {
              setName(null);
            }}
            onKeyDown={(event) => {
              event.stopPropagation();
              if (event.key === 'Escape') setName(null);
            }}
          />
        )}
        {shown.length >= 2 && <TourButton touring={touring} />}
      </div>
    </div>
  );
}
