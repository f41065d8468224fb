import { Alert, Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { signInProblemText } from '../../lib/sign-in-problem.ts';
import { Field } from '../../ui/Field.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';

export interface SecondLogin {
  readonly login: string;
  readonly password: string;
  readonly totp?: string;
}
export interface SecondPersonFormProps {
  readonly submitLabel: string;
  /** What must be filled in beside the form is there. */
  readonly ready: boolean;
  readonly onSubmit: (login: SecondLogin) => Promise<void>;
  readonly onDone: () => void;
  readonly children?: ReactNode;
}

const nothing = { login: '', password: '', totp: '' };
const CODE = /^[0-9]{6}$/u;

/** The second person proves themselves beside the first; nothing of it is kept. */
export function SecondPersonForm({ submitLabel, ready, onSubmit, onDone }: SecondPersonFormProps) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState(nothing);
  const attempt = useAttempt();
  const codeFits = typed.totp === '' || CODE.test(typed.totp);
  const complete = ready && typed.login.trim() !== '' && typed.password !== '' && codeFits;
  const type = (changes: Partial<typeof nothing>): void => {
    attempt.forget();
    setTyped((current) => ({ ...current, ...changes }));
  };
  const submit = async (): Promise<void> => {
    const { login, password, totp } = typed;
    const good = await attempt.run(() => onSubmit({ login: login.trim(), password, ...(totp === '' ? {} : { totp }) }));
    if (good) onDone();
    else type({ password: '', totp: '' });
  };
  return (
    <form
      className="second-form"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) void submit();
      }}
    >
      <p className="second-why">{t('approvals.hereWhy')}</p>
      <Field label={t('approvals.secondLogin')}>
        {(ids) => (
          <Input
            {...ids}
            autoComplete="off"
            maxLength={100}
            value={typed.login}
            onChange={({ target }) => {
              type({ login: target.value });
            }}
          />
        )}
      </Field>
      <div className="second-row">
        <Field label={t('approvals.secondPassword')}>
          {(ids) => (
            <Input.Password
              {...ids}
              autoComplete="off"
              maxLength={200}
              value={typed.password}
              onChange={({ target }) => {
                type({ password: target.value });
              }}
            />
          )}
        </Field>
        <Field label={t('approvals.secondCode')} problem={codeFits ? undefined : t('session.codeShape')}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={typed.totp}
              onChange={({ target }) => {
                type({ totp: target.value });
              }}
            />
          )}
        </Field>
      </div>
      {attempt.failure !== null && (
        <Alert type="error" showIcon title={signInProblemText(i18n, attempt.failure.thrown, attempt.failure.at)} />
      )}
      <Button block type="primary" htmlType="submit" disabled={!complete} loading={attempt.running}>
        {submitLabel}
      </Button>
    </form>
  );
}
