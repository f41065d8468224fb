import { SoundOutlined } from '@ant-design/icons';
import { Slider } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SoundStatus } from '../../lib/sound-status.ts';
import { withKey } from '../../lib/keys/chord-text.ts';
import { useKeyOf } from '../../stores/commands/use-key-of.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { IconButton } from '../../ui/IconButton.tsx';

function useStatusText(status: SoundStatus): string {
  const { t } = useTranslation();
  if (status.kind === 'off') return '';
  if (status.kind !== 'failed') return t(`sound.${status.kind}`);
  const reason = status.reason === 'stalled' ? t('sound.stalled') : t(`failure.${status.reason}.title`);
  return status.retries ? t('sound.failedRetrying', { reason }) : t('sound.failedBecause', { reason });
}

/** Who is being listened to, how loud, and the way to stop; nothing while the window is silent. */
export function SoundControl() {
  const { t, i18n } = useTranslation();
  const key = useKeyOf('tile.sound');
  const { sound, cameras, settings } = useStores();
  const audible = useStore(sound, (state) => state.audible);
  const status = useStore(sound, (state) => state.status);
  const camera = useStore(cameras, (state) => (audible === null ? undefined : state.byId.get(audible.camera)));
  const saved = useStore(settings, (state) => state.settings.soundVolume);
  const tried = useStore(sound, (state) => state.triedVolume);
  const { tryVolume } = sound.getState();
  const text = useStatusText(status);
  if (audible === null) return null;
  return (
    <div
      className={status.kind === 'playing' ? 'header-group header-sound' : 'header-group header-sound header-sound-silent'}
      role="group"
      aria-label={t('sound.label')}
    >
      <IconButton label={withKey(i18n, t('sound.off'), key)} icon={<SoundOutlined aria-hidden />} onPress={sound.getState().stop} />
      <span className="header-sound-text" role="status" title={text}>
        {camera === undefined ? '' : `${String(camera.number)} · `}
        {text}
      </span>
      <Slider
        className="header-sound-volume"
        min={0}
        max={100}
        value={tried ?? saved}
        aria-label={t('sound.volume')}
        ariaLabelForHandle={t('sound.volume')}
        tooltip={{ formatter: (value) => t('sound.volumeValue', { volume: value }) }}
        onChange={tryVolume}
        onChangeComplete={(soundVolume) => {
          settings
            .getState()
            .change({ soundVolume })
            .catch(() => undefined) // the store went back to what is kept
            .finally(() => {
              tryVolume(null);
            });
        }}
      />
    </div>
  );
}
