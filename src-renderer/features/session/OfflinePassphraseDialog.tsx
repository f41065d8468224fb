import { Alert, App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { toWireError } from '../../../src-contract/errors.ts';
import { passphraseProblem, PASSPHRASE_LENGTH } from '../../../src-contract/model/offline-passphrase.ts';
import { isCancelled, signInProblemText } from '../../lib/sign-in-problem.ts';
import type { SignedIn } from '../../stores/session-screen.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { useAttempt, type Attempt } from '../../ui/use-attempt.ts';
import { BrowserWay } from './BrowserWay.tsx';
import { RuleList } from './RuleList.tsx';

const fields = ['next', 'again'] as const;
const nothing = { next: '', again: '' };

interface PassphraseFormProps {
  readonly current: SignedIn;
  readonly setting: Attempt;
  readonly proving: Attempt;
  readonly onSet: () => void;
}

/** Twice the same, good enough; after a while the browser must vouch for the person once more. */
function PassphraseForm({ current, setting, proving, onSet }: PassphraseFormProps) {
  const { t } = useTranslation();
  const { session } = useStores();
  const [typed, setTyped] = useState(nothing);
  const problem = passphraseProblem(typed.next, current.person.login);
  const differs = typed.again !== '' && typed.again !== typed.next;
  const ready = problem === null && typed.next === typed.again;
  const proofOld = setting.failure !== null && toWireError(setting.failure.thrown).key === 'passphrase-prove-again';
  const set = async (attempt: Attempt, proof: 'recent' | 'browser'): Promise<void> => {
    if (ready && (await attempt.run(() => session.getState().setPassphrase(typed.next, proof)))) onSet();
  };
  return (
    <form
      className="session-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!proofOld) void set(setting, 'recent');
      }}
    >
      {fields.map((field) => (
        <Field
          key={field}
          label={t(`session.passphrase.${field}`)}
          problem={field === 'again' && differs ? t('session.change.differs') : undefined}
        >
          {(ids) => (
            <Input.Password
              {...ids}
              autoFocus={field === 'next'}
              autoComplete="off"
              maxLength={200}
              value={typed[field]}
              disabled={proving.running}
              onChange={({ target }) => {
                setTyped((before) => ({ ...before, [field]: target.value }));
              }}
            />
          )}
        </Field>
      ))}
      <RuleList
        rules={[
          [t('session.passphrase.ruleLength', { least: PASSPHRASE_LENGTH }), problem === 'short' ? 'notMet' : 'met'],
          [t('session.passphrase.rulePlain'), problem === null ? 'met' : 'notMet'],
        ]}
      />
      {proofOld ? (
        <BrowserWay
          label={t('session.passphrase.prove')}
          running={proving.running}
          primary
          hindered={ready ? null : t('session.passphrase.typeFirst')}
          onStart={() => void set(proving, 'browser')}
        />
      ) : (
        <Button block type="primary" htmlType="submit" disabled={!ready} loading={setting.running}>
          {current.passphrase === 'set' ? t('session.passphrase.change') : t('session.passphrase.set')}
        </Button>
      )}
    </form>
  );
}

function Refusal({ attempts }: { readonly attempts: readonly Attempt[] }) {
  const { i18n } = useTranslation();
  const failure = attempts.map((attempt) => attempt.failure).findLast((each) => each !== null) ?? null;
  if (failure === null || isCancelled(failure.thrown)) return null;
  return <Alert type="error" showIcon title={signInProblemText(i18n, failure.thrown, failure.at)} />;
}

function Asking({ current }: { readonly current: SignedIn }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { session, view } = useStores();
  const [setting, proving, dropping] = [useAttempt(), useAttempt(), useAttempt()];
  const isSet = current.passphrase === 'set';
  const { close } = view.getState();
  const leave = (): void => {
    if (proving.running) session.getState().cancelSignIn();
    close();
  };
  const drop = async (): Promise<void> => {
    if (!(await dropping.run(() => session.getState().dropPassphrase()))) return;
    close();
    if (isSet) void message.success(t('session.passphrase.dropped'));
  };
  return (
    <Dialog
      title={t('session.passphrase.title')}
      width={460}
      onClose={leave}
      footer={
        <>
          <Button danger={isSet} loading={dropping.running} disabled={proving.running} onClick={() => void drop()}>
            {isSet ? t('session.passphrase.drop') : t('session.passphrase.decline')}
          </Button>
          <Button onClick={leave}>{isSet ? t('common.close') : t('session.passphrase.later')}</Button>
        </>
      }
    >
      <p className="session-why">{isSet ? t('session.passphrase.whySet') : t('session.passphrase.why')}</p>
      {current.mode === 'online' ? (
        <PassphraseForm
          current={current}
          setting={setting}
          proving={proving}
          onSet={() => {
            close();
            void message.success(t('session.passphrase.done'));
          }}
        />
      ) : (
        <Alert type="info" showIcon title={t('session.passphrase.needsProvince')} />
      )}
      <Refusal attempts={[setting, proving, dropping]} />
    </Dialog>
  );
}

/** For people who sign in through the browser: how they get in at this workstation while the province is away. */
export function OfflinePassphraseDialog() {
  const { session, view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'offline-passphrase');
  const current = useStore(session, (state) => state.session);
  return open && current.kind === 'signed-in' && current.passphrase !== 'not-offered' ? <Asking current={current} /> : null;
}
