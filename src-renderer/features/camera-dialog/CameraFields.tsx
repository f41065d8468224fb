import { Checkbox, Input, InputNumber, Segmented } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { SentLogin } from '../../../src-contract/model/correction.ts';
import { Field } from '../../ui/Field.tsx';
import type { CameraForm, FormProblems } from './camera-form.ts';
import { problemText } from './problem-text.ts';

export interface CameraFieldsProps {
  readonly form: CameraForm;
  readonly problems: FormProblems;
  readonly hasPassword: boolean;
  /** Whose camera it is; one the province is yet to have is numbered once it is there. */
  readonly of: 'workstation' | 'province' | 'new-to-province';
  /** Of an edit that is corrected: what became of the login sent with it. */
  readonly sent?: SentLogin;
  readonly onChange: (patch: Partial<CameraForm>) => void;
}

type TextField = 'name' | 'area' | 'mainUrl' | 'subUrl' | 'username';

interface TextProps extends CameraFieldsProps {
  readonly field: TextField;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly wide?: boolean;
  readonly focus?: boolean;
}

function Text({ form, problems, onChange, field, label, hint, placeholder, wide = false, focus = false }: TextProps) {
  const { t } = useTranslation();
  const problem = problems[field];
  return (
    <Field label={label} hint={hint} wide={wide} problem={problem === undefined ? undefined : problemText(problem, t)}>
      {(ids) => (
        <Input
          {...ids}
          value={form[field]}
          autoFocus={focus}
          autoComplete="off"
          spellCheck={false}
          {...(placeholder === undefined ? {} : { placeholder })}
          status={problem === undefined ? '' : 'error'}
          onChange={(event) => {
            onChange({ [field]: event.target.value });
          }}
        />
      )}
    </Field>
  );
}

/** What stands in the empty field, and below it. */
function passwordTexts({ hasPassword, of, sent = 'none' }: CameraFieldsProps, t: TFunction): readonly [placeholder: string, hint: string] {
  if (sent !== 'none') return [t(`correction.login.${sent}`), t(`correction.loginHint.${sent}`)];
  const placeholder = hasPassword ? t('camera.passwordKept') : t('camera.passwordNone');
  return [placeholder, of === 'workstation' ? t('camera.passwordSafe') : t('registration.passwordSealed')];
}

/** What leaving the login out means here; `null`: it cannot be left out. */
function leavingOut({ hasPassword, of, sent = 'none' }: CameraFieldsProps, t: TFunction): string | null {
  if (sent !== 'none') return t(of === 'province' ? 'correction.loginUnchanged' : 'correction.loginNone');
  return hasPassword && of === 'workstation' ? t('camera.passwordRemove') : null;
}

function Password(props: CameraFieldsProps) {
  const { form, problems, sent = 'none', onChange } = props;
  const { t } = useTranslation();
  const problem = problems.password;
  const [placeholder, hint] = passwordTexts(props, t);
  const without = leavingOut(props, t);
  return (
    <Field label={t('camera.password')} hint={hint} problem={problem === undefined ? undefined : problemText(problem, t)}>
      {(ids) => (
        <>
          <Input.Password
            {...ids}
            value={form.password}
            autoComplete="new-password"
            disabled={form.removePassword}
            placeholder={placeholder}
            onChange={(event) => {
              onChange({ password: event.target.value });
            }}
          />
          {without !== null && (
            <Checkbox
              checked={form.removePassword}
              onChange={(event) => {
                onChange({ removePassword: event.target.checked, password: '', ...(sent === 'none' ? {} : { username: '' }) });
              }}
            >
              {without}
            </Checkbox>
          )}
        </>
      )}
    </Field>
  );
}

/** Every workstation numbers cameras by itself. */
function CallNumber({ form, problems, onChange }: CameraFieldsProps) {
  const { t } = useTranslation();
  const problem = problems.number;
  return (
    <Field label={t('camera.number')} hint={t('camera.numberHint')} problem={problem === undefined ? undefined : problemText(problem, t)}>
      {(ids) => (
        <InputNumber<number>
          {...ids}
          className="camera-number"
          value={form.number}
          controls={false}
          status={problem === undefined ? '' : 'error'}
          onChange={(number) => {
            onChange({ number });
          }}
        />
      )}
    </Field>
  );
}

/** What the province says of its own cameras. */
function OwnFields(props: CameraFieldsProps) {
  const { form, onChange } = props;
  const { t } = useTranslation();
  return (
    <>
      <Text {...props} field="area" label={t('camera.area')} placeholder={t('camera.areaPlaceholder')} />
      <Field label={t('camera.transport')}>
        {(ids) => (
          <Segmented<'tcp' | 'udp'>
            id={ids.id}
            block
            value={form.transport}
            options={[
              { value: 'tcp', label: t('camera.tcp') },
              { value: 'udp', label: t('camera.udp') },
            ]}
            onChange={(transport) => {
              onChange({ transport });
            }}
          />
        )}
      </Field>
    </>
  );
}

/** Everything a person can say about a camera. */
export function CameraFields(props: CameraFieldsProps) {
  const { of, sent = 'none' } = props;
  const { t } = useTranslation();
  return (
    <div className="camera-fields">
      <Text
        {...props}
        field="name"
        label={t('camera.name')}
        placeholder={t('camera.namePlaceholder')}
        wide={of === 'new-to-province'}
        focus
      />
      {of !== 'new-to-province' && <CallNumber {...props} />}
      {of === 'workstation' && <OwnFields {...props} />}
      <Text
        {...props}
        field="mainUrl"
        label={t('camera.mainUrl')}
        hint={t('camera.mainUrlHint', { password: '{password}' })}
        placeholder="rtsp://192.168.1.64:554/…"
        wide
      />
      <Text {...props} field="subUrl" label={t('camera.subUrl')} hint={t('camera.subUrlHint')} wide />
      <Text
        {...props}
        field="username"
        label={t('camera.username')}
        {...(of === 'province' && sent === 'none' ? { hint: t('registration.loginKept') } : {})}
        {...(sent === 'none' ? {} : { placeholder: t('correction.usernameSealed') })}
      />
      <Password {...props} />
    </div>
  );
}
