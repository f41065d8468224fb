import { Alert } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isCancelled, signInProblemText } from '../../lib/sign-in-problem.ts';
import type { SignedOut } from '../../stores/session-screen.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useAttempt, type Failure } from '../../ui/use-attempt.ts';
import { BrowserWay } from './BrowserWay.tsx';
import { PasswordSignIn } from './PasswordSignIn.tsx';
import { ReachNote } from './ReachNote.tsx';
import { RememberedPeople } from './RememberedPeople.tsx';
import { chosenPerson, peopleToChoose } from './sign-in-form.ts';
import { SessionFrame } from './SessionFrame.tsx';

const alarming: ReadonlySet<SignedOut['reason']> = new Set(['revoked', 'device-blocked', 'grace-over', 'too-many-failures', 'ended']);

function Ended({ reason }: { readonly reason: SignedOut['reason'] }) {
  const { t } = useTranslation();
  if (reason === null) return null;
  return <Alert type={alarming.has(reason) ? 'warning' : 'info'} showIcon title={t(`session.ended.${reason}`)} />;
}

/** Nobody is signed in: who are you, and is the province there to say so. */
export function SignInScreen({ session, corner }: { readonly session: SignedOut; readonly corner: ReactNode }) {
  const { t, i18n } = useTranslation();
  const stores = useStores();
  const [picked, setPicked] = useState<string | null>();
  const byPassword = useAttempt();
  const byBrowser = useAttempt();
  const offline = session.reach === 'offline';
  const { ways } = session;
  const people = peopleToChoose(session);
  const person = chosenPerson(session, picked);
  const byForm = ways.password || person !== null;
  const refusalOf = (failure: Failure | null): string | null =>
    failure === null || isCancelled(failure.thrown) ? null : signInProblemText(i18n, failure.thrown, failure.at);
  const browserRefusal = refusalOf(byBrowser.failure);
  return (
    <SessionFrame title={offline ? t('session.signInOffline') : t('session.signIn')} corner={corner}>
      <ReachNote session={session} />
      <Ended reason={session.reason} />
      {byForm && !byBrowser.running && (
        <>
          <RememberedPeople people={people} chosen={person?.login ?? null} others={ways.password} onChoose={setPicked} />
          <PasswordSignIn
            key={person?.login ?? ''}
            login={person?.login ?? null}
            by={person?.by ?? 'password'}
            offline={offline}
            attempt={byPassword}
            refusal={refusalOf(byPassword.failure)}
          />
        </>
      )}
      {offline && !byForm && <p className="session-why">{t('session.passphrase.nobody')}</p>}
      {byForm && ways.oidc && !byBrowser.running && <p className="session-or">{t('session.or')}</p>}
      {ways.oidc && (
        <BrowserWay
          label={t('session.byBrowser')}
          running={byBrowser.running}
          primary={!byForm}
          hindered={offline ? t('session.byBrowserOffline') : null}
          onStart={() => {
            byPassword.forget();
            void byBrowser.run(() => stores.session.getState().signIn({ kind: 'oidc' }));
          }}
        />
      )}
      {browserRefusal !== null && <Alert type="error" showIcon title={browserRefusal} />}
      {!ways.password && !ways.oidc && <Alert type="error" showIcon title={t('session.noWay')} />}
    </SessionFrame>
  );
}
