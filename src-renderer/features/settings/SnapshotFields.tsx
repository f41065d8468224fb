import { Input, Segmented, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SettingsPatch } from '../../../src-contract/model/settings.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Field } from '../../ui/Field.tsx';

export function SnapshotFields({ onChange }: { readonly onChange: (patch: SettingsPatch) => void }) {
  const { t } = useTranslation();
  const { settings } = useStores();
  const current = useStore(settings, (state) => state.settings);
  return (
    <>
      <Field label={t('settings.snapshotFolder')} hint={t('settings.snapshotFolderHint')}>
        {(ids) => (
          <Input
            {...ids}
            defaultValue={current.snapshotFolder ?? ''}
            maxLength={4096}
            placeholder={t('settings.snapshotOwnFolder')}
            onBlur={(event) => {
              const folder = event.target.value.trim();
              if (folder !== (current.snapshotFolder ?? '')) onChange({ snapshotFolder: folder === '' ? null : folder });
            }}
          />
        )}
      </Field>
      <Field label={t('settings.snapshotFormat')}>
        {(ids) => (
          <Segmented<'png' | 'jpeg'>
            id={ids.id}
            value={current.snapshotFormat}
            options={[
              { value: 'png', label: 'PNG' },
              { value: 'jpeg', label: 'JPEG' },
            ]}
            onChange={(snapshotFormat) => {
              onChange({ snapshotFormat });
            }}
          />
        )}
      </Field>
      <Field label={t('settings.snapshotStamp')} hint={t('settings.snapshotStampHint')}>
        {(ids) => (
          <Switch
            {...ids}
            checked={current.snapshotStamp}
            onChange={(snapshotStamp) => {
              onChange({ snapshotStamp });
            }}
          />
        )}
      </Field>
    </>
  );
}
