import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { screenOf, type SessionScreen } from '../../stores/session-screen.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { ChangePasswordScreen } from './ChangePassword.tsx';
import { LockScreen } from './LockScreen.tsx';
import { SignInScreen } from './SignInScreen.tsx';
import { useActivityReports } from './use-activity-reports.ts';
import { usePrompts } from './use-prompts.ts';

function Barrier({ screen, corner }: { readonly screen: SessionScreen; readonly corner: ReactNode }) {
  switch (screen.kind) {
    case 'sign-in':
      return <SignInScreen session={screen.session} corner={corner} />;
    case 'lock':
      return <LockScreen session={screen.session} corner={corner} />;
    case 'change-password':
      return <ChangePasswordScreen session={screen.session} corner={corner} />;
    case 'work':
    case 'lock-over-wall':
      return null;
  }
}

export interface SessionGateProps {
  readonly corner: ReactNode;
  /** The program; stays as it is while it is only locked over. */
  readonly children: ReactNode;
}

/** Between the person and the program: shows the program only to whom main says is signed in. */
export function SessionGate({ corner, children }: SessionGateProps) {
  const { session, view } = useStores();
  const screen = screenOf(useStore(session, (state) => state.session));
  const working = screen.kind === 'work';
  usePrompts();
  useActivityReports();
  useEffect(() => {
    if (!working) view.getState().close();
  }, [working, view]);
  return working || screen.kind === 'lock-over-wall' ? children : <Barrier screen={screen} corner={corner} />;
}
