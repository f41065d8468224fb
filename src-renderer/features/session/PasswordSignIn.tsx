import { Alert, Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRefusedProof } from '../../lib/sign-in-problem.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Field } from '../../ui/Field.tsx';
import type { Attempt } from '../../ui/use-attempt.ts';
import { CodeField } from './CodeField.tsx';
import { signInProblems, signInWay, type SignInForm } from './sign-in-form.ts';

export interface PasswordSignInProps {
  /** The remembered person; `null` asks for the login too. */
  readonly login: string | null;
  readonly by: SignInForm['by'];
  readonly offline: boolean;
  readonly attempt: Attempt;
  readonly refusal: string | null;
}

/** Name, password and, where the account has one, a code. The password is forgotten after every try. */
export function PasswordSignIn({ login, by, offline, attempt, refusal }: PasswordSignInProps) {
  const { t } = useTranslation();
  const { session } = useStores();
  const [form, setForm] = useState<SignInForm>({ login: login ?? '', password: '', code: null, by });
  const [tried, setTried] = useState(false);
  const loginInput = useRef<InputRef>(null);
  const passwordInput = useRef<InputRef>(null);
  const problems = tried ? signInProblems(form) : {};
  const refused = attempt.failure !== null && isRefusedProof(attempt.failure.thrown);
  const change = (patch: Partial<SignInForm>): void => {
    setForm((current) => ({ ...current, ...patch }));
  };
  useEffect(() => {
    (login === null ? loginInput : passwordInput).current?.focus();
  }, [login]);

  const signIn = async (): Promise<void> => {
    setTried(true);
    const now = signInProblems(form);
    if (now.login !== undefined) loginInput.current?.focus();
    else if (now.password !== undefined) passwordInput.current?.focus();
    if (Object.keys(now).length > 0) return;
    if (await attempt.run(() => session.getState().signIn(signInWay(form)))) return;
    setTried(false);
    change({ password: '', ...(form.code === null ? {} : { code: '' }) });
    passwordInput.current?.focus();
  };

  return (
    <form
      className="session-form"
      onSubmit={(event) => {
        event.preventDefault();
        void signIn();
      }}
    >
      {login === null && (
        <Field label={t('session.login')} problem={problems.login && t('session.required')}>
          {(ids) => (
            <Input
              {...ids}
              ref={loginInput}
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              value={form.login}
              onChange={({ target }) => {
                change({ login: target.value });
              }}
            />
          )}
        </Field>
      )}
      <Field
        label={by === 'passphrase' ? t('session.passphrase.label') : t('session.password')}
        problem={problems.password && t('session.required')}
      >
        {(ids) => (
          <Input.Password
            {...ids}
            ref={passwordInput}
            autoComplete="off"
            maxLength={200}
            value={form.password}
            onChange={({ target }) => {
              change({ password: target.value });
            }}
          />
        )}
      </Field>
      {by === 'password' && (
        <CodeField
          code={form.code}
          problem={problems.code !== undefined}
          suggested={refused && form.code === null}
          onChange={(code) => {
            change({ code });
          }}
        />
      )}
      {refusal !== null && <Alert type="error" showIcon title={refusal} />}
      <Button block type="primary" htmlType="submit" loading={attempt.running}>
        {offline ? t('session.signInOffline') : t('session.signIn')}
      </Button>
    </form>
  );
}
