import { Alert, Button, Input } from 'antd';
import { LoadingOutlined, ReloadOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Field } from '../../ui/Field.tsx';
import { FoundTable } from './FoundTable.tsx';

/** Everything a person says before devices are read. */
export interface FindForm {
  readonly range: string;
  /** Addresses typed by hand, with commas or blanks between. */
  readonly typed: string;
  readonly username: string;
  readonly password: string;
  readonly area: string;
  readonly chosen: readonly string[];
}
export const emptyFindForm: FindForm = { range: '', typed: '', username: '', password: '', area: '', chosen: [] };

export interface FindStepProps {
  readonly form: FindForm;
  readonly onChange: (patch: Partial<FindForm>) => void;
}

function SearchLine({ form, onChange }: FindStepProps) {
  const { t } = useTranslation();
  const { devices } = useStores();
  const search = useStore(devices, (state) => state.search);
  const count = useStore(devices, (state) => state.found.length);
  const running = search.kind === 'running';
  return (
    <div className="devices-search-line">
      <span role="status" className="devices-count">
        {running && <LoadingOutlined aria-hidden />} {running ? t('devices.searchingCount', { count }) : t('devices.foundCount', { count })}
      </span>
      <Input
        className="devices-range"
        value={form.range}
        aria-label={t('devices.range')}
        placeholder={t('devices.rangePlaceholder')}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          onChange({ range: event.target.value });
        }}
        onPressEnter={() => void devices.getState().start(form.range)}
      />
      {running ? (
        <Button
          onClick={() => {
            devices.getState().stop();
          }}
        >
          {t('devices.stop')}
        </Button>
      ) : (
        <Button icon={<ReloadOutlined aria-hidden />} onClick={() => void devices.getState().start(form.range)}>
          {t('devices.searchAgain')}
        </Button>
      )}
    </div>
  );
}

/** Looks for devices, and takes the login they will be read with. */
export function FindStep({ form, onChange }: FindStepProps) {
  const { t, i18n } = useTranslation();
  const { devices } = useStores();
  const search = useStore(devices, (state) => state.search);
  const text = (field: 'typed' | 'username' | 'area', label: string, hint?: string, placeholder?: string) => (
    <Field label={label} hint={hint} wide={field === 'typed'}>
      {(ids) => (
        <Input
          {...ids}
          value={form[field]}
          autoComplete="off"
          spellCheck={false}
          {...(placeholder === undefined ? {} : { placeholder })}
          onChange={(event) => {
            onChange({ [field]: event.target.value });
          }}
        />
      )}
    </Field>
  );
  return (
    <>
      <SearchLine form={form} onChange={onChange} />
      {search.kind === 'failed' && <Alert type="error" showIcon title={errorText(i18n, search.thrown)} />}
      <FoundTable
        chosen={form.chosen}
        onChoose={(chosen) => {
          onChange({ chosen });
        }}
      />
      <div className="devices-fields">
        {text('typed', t('devices.typed'), t('devices.typedHint'), '192.168.1.64, 192.168.1.65:8000')}
        {text('username', t('devices.username'), t('devices.loginHint'))}
        <Field label={t('camera.password')} hint={t('camera.passwordSafe')}>
          {(ids) => (
            <Input.Password
              {...ids}
              value={form.password}
              autoComplete="new-password"
              onChange={(event) => {
                onChange({ password: event.target.value });
              }}
            />
          )}
        </Field>
        {text('area', t('camera.area'), undefined, t('camera.areaPlaceholder'))}
      </div>
    </>
  );
}
