import { InputNumber, Segmented, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { appearanceSchema, type Appearance, type SettingsPatch } from '../../../src-contract/model/settings.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Field } from '../../ui/Field.tsx';
import { SnapshotFields } from './SnapshotFields.tsx';

export function GeneralSection({ onChange }: { readonly onChange: (patch: SettingsPatch) => void }) {
  const { t } = useTranslation();
  const { session, settings } = useStores();
  const current = useStore(settings, (state) => state.settings);
  const standalone = useStore(session, (state) => state.session.kind === 'standalone');
  return (
    <div className="settings-section">
      <Field label={t('settings.language')}>
        {(ids) => (
          <Segmented<'vi' | 'en'>
            id={ids.id}
            value={current.language}
            options={[
              { value: 'vi', label: t('settings.vi') },
              { value: 'en', label: t('settings.en') },
            ]}
            onChange={(language) => {
              onChange({ language });
            }}
          />
        )}
      </Field>
      <Field label={t('settings.appearance')} hint={t('settings.appearanceHint')}>
        {(ids) => (
          <Segmented<Appearance>
            id={ids.id}
            value={current.appearance}
            options={appearanceSchema.options.map((value) => ({ value, label: t(`settings.appearances.${value}`) }))}
            onChange={(appearance) => {
              onChange({ appearance });
            }}
          />
        )}
      </Field>
      <Field label={t('settings.figures')} hint={t('settings.figuresHint')}>
        {(ids) => (
          <Switch
            {...ids}
            checked={current.showFigures}
            onChange={(showFigures) => {
              onChange({ showFigures });
            }}
          />
        )}
      </Field>
      <Field label={t('layouts.attentionSetting')} hint={t('layouts.attentionSettingHint')}>
        {(ids) => (
          <InputNumber<number>
            {...ids}
            min={1}
            max={64}
            precision={0}
            value={current.attentionTiles}
            onChange={(attentionTiles) => {
              if (attentionTiles !== null) onChange({ attentionTiles });
            }}
          />
        )}
      </Field>
      {standalone ? null : (
        <Field label={t('settings.wallStays')} hint={t('settings.wallStaysHint')}>
          {(ids) => (
            <Switch
              {...ids}
              checked={current.wallStaysWhenLocked}
              onChange={(wallStaysWhenLocked) => {
                onChange({ wallStaysWhenLocked });
              }}
            />
          )}
        </Field>
      )}
      <SnapshotFields onChange={onChange} />
    </div>
  );
}
