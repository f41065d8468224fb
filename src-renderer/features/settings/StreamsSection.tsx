import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SettingsPatch } from '../../../src-contract/model/settings.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Field } from '../../ui/Field.tsx';

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
    </div>
  );
}
