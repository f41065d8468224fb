import { Alert, Button, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isCancelled, signInProblemText } from '../../lib/sign-in-problem.ts';
import type { Locked } from '../../stores/session-screen.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Field } from '../../ui/Field.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { BrowserWay } from './BrowserWay.tsx';

interface ByPasswordProps {
  readonly label: string;
  readonly running: boolean;
  readonly onUnlock: (password: string) => Promise<boolean>;
}

function ByPassword({ label, onUnlock, running }: ByPasswordProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const input = useRef<InputRef>(null);
  useEffect(() => {
    input.current?.focus();
  }, []);
  const unlock = async (): Promise<void> => {
    if (password === '' || (await onUnlock(password))) return;
    setPassword('');
    input.current?.focus();
  };
  return (
    <form
      className="session-form"
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <Field label={label}>
        {(ids) => (
          <Input.Password
            {...ids}
            ref={input}
            autoComplete="off"
            maxLength={200}
            value={password}
            onChange={({ target }) => {
              setPassword(target.value);
            }}
          />
        )}
      </Field>
      <Button block type="primary" htmlType="submit" loading={running} disabled={password === ''}>
        {t('session.unlock')}
      </Button>
    </form>
  );
}

/** The person whose session it is comes back, or makes room for somebody else. */
export function UnlockForm({ session }: { readonly session: Locked }) {
  const { t, i18n } = useTranslation();
  const stores = useStores();
  const attempt = useAttempt();
  const byBrowser = useAttempt();
  const leaving = useAttempt();
  const { unlock, signOut } = stores.session.getState();
  const failure = attempt.failure ?? byBrowser.failure ?? leaving.failure;
  return (
    <>
      {session.unlockBy === 'password' ? (
        <ByPassword
          label={t('session.password')}
          running={attempt.running}
          onUnlock={(password) => attempt.run(() => unlock({ kind: 'password', password }))}
        />
      ) : (
        <>
          {session.passphrase && !byBrowser.running && (
            <>
              <ByPassword
                label={t('session.passphrase.label')}
                running={attempt.running}
                onUnlock={(passphrase) => attempt.run(() => unlock({ kind: 'passphrase', passphrase }))}
              />
              <p className="session-or">{t('session.or')}</p>
            </>
          )}
          <BrowserWay
            label={t('session.unlockByBrowser')}
            running={byBrowser.running}
            primary={!session.passphrase}
            hindered={null}
            onStart={() => {
              attempt.forget();
              void byBrowser.run(() => unlock({ kind: 'oidc' }));
            }}
          />
        </>
      )}
      {failure !== null && !isCancelled(failure.thrown) && (
        <Alert type="error" showIcon title={signInProblemText(i18n, failure.thrown, failure.at)} />
      )}
      <div className="session-switch">
        <Button loading={leaving.running} onClick={() => void leaving.run(signOut)}>
          {t('session.switchUser')}
        </Button>
        <span>{t('session.switchUserHint', { name: session.person.name })}</span>
      </div>
    </>
  );
}
