import { InputNumber, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Settings, SettingsPatch } from '../../../src-contract/model/settings.ts';
import { replayReach, USUAL_SUB_KBPS } from '../../lib/replay-reach.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Field } from '../../ui/Field.tsx';

const few = 16;
const many = 64;
const reach = (limits: Pick<Settings, 'replaySeconds' | 'replayMemoryMb'>) => ({
  ...{ few, many, kbps: USUAL_SUB_KBPS },
  fewSeconds: replayReach(limits, few),
  manySeconds: replayReach(limits, many),
});

export function StreamsSection({ onChange }: { readonly onChange: (patch: SettingsPatch) => void }) {
  const { t } = useTranslation();
  const { settings } = useStores();
  const current = useStore(settings, (state) => state.settings);
  return (
    <div className="settings-section">
      <Field label={t('settings.preference')} hint={t('settings.preferenceHint')}>
        {(ids) => (
          <Segmented<'auto' | 'main' | 'sub'>
            id={ids.id}
            value={current.streamPreference}
            options={[
              { value: 'auto', label: t('settings.auto') },
              { value: 'main', label: t('settings.main') },
              { value: 'sub', label: t('settings.sub') },
            ]}
            onChange={(streamPreference) => {
              onChange({ streamPreference });
            }}
          />
        )}
      </Field>
      <Field label={t('settings.transport')}>
        {(ids) => (
          <Segmented<'tcp' | 'udp'>
            id={ids.id}
            value={current.defaultTransport}
            options={[
              { value: 'tcp', label: t('camera.tcp') },
              { value: 'udp', label: t('camera.udp') },
            ]}
            onChange={(defaultTransport) => {
              onChange({ defaultTransport });
            }}
          />
        )}
      </Field>
      <Field label={t('settings.replaySeconds')} hint={t('settings.replaySecondsHint')}>
        {(ids) => (
          <InputNumber<number>
            {...ids}
            min={0}
            max={300}
            step={10}
            precision={0}
            suffix={t('settings.seconds')}
            value={current.replaySeconds}
            onChange={(replaySeconds) => {
              if (replaySeconds !== null) onChange({ replaySeconds });
            }}
          />
        )}
      </Field>
      <Field label={t('settings.replayMemory')} hint={`${t('settings.replayMemoryHint')} ${t('settings.replayReach', reach(current))}`}>
        {(ids) => (
          <InputNumber<number>
            {...ids}
            min={64}
            max={8192}
            step={64}
            precision={0}
            suffix="MB"
            value={current.replayMemoryMb}
            onChange={(replayMemoryMb) => {
              if (replayMemoryMb !== null) onChange({ replayMemoryMb });
            }}
          />
        )}
      </Field>
    </div>
  );
}
