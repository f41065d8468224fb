import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locked } from '../../stores/session-screen.ts';
import { StateMark } from '../../ui/StateMark.tsx';
import { PersonCard } from './PersonCard.tsx';
import { SessionFrame } from './SessionFrame.tsx';
import { UnlockForm } from './UnlockForm.tsx';

/** Nothing of the program is in sight, and main has closed its streams. */
export function LockScreen({ session, corner }: { readonly session: Locked; readonly corner: ReactNode }) {
  const { t } = useTranslation();
  return (
    <SessionFrame title={t('session.locked')} corner={corner}>
      <PersonCard person={session.person} />
      {session.mode === 'offline' && (
        <p className="session-reach-state session-reach-offline" role="status">
          <StateMark shape="triangle" />
          {t('session.offline')}
        </p>
      )}
      <UnlockForm session={session} />
    </SessionFrame>
  );
}
