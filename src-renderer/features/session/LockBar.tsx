import { LockOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Locked } from '../../stores/session-screen.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { UnlockForm } from './UnlockForm.tsx';
import { standingOf } from './PersonCard.tsx';

/** Marks the page locked, so that what was open over it (menus, questions, messages) can neither be seen nor reached. */
function useLockedPage(): void {
  useEffect(() => {
    const { body } = document;
    body.dataset['locked'] = 'yes';
    return () => {
      delete body.dataset['locked'];
    };
  }, []);
}

function Bar({ session, corner }: { readonly session: Locked; readonly corner: ReactNode }) {
  const { t } = useTranslation();
  const [unlocking, setUnlocking] = useState(false);
  useLockedPage();
  return (
    <header className="header lock-bar">
      <LockOutlined aria-hidden />
      <h1 className="lock-bar-title">{t('session.locked')}</h1>
      <span className="lock-bar-person">
        {session.person.name} <span>{standingOf(session.person)}</span>
      </span>
      <span className="lock-bar-what">{t('session.lockedOverWall')}</span>
      <span className="header-gap" />
      <Button
        autoFocus
        type={unlocking ? 'default' : 'primary'}
        size="small"
        aria-expanded={unlocking}
        onClick={() => {
          setUnlocking(!unlocking);
        }}
      >
        {unlocking ? t('common.cancel') : t('session.unlock')}
      </Button>
      {corner}
      {unlocking && (
        <div
          className="lock-panel"
          role="dialog"
          aria-label={t('session.lockedBy', { name: session.person.name })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setUnlocking(false);
          }}
        >
          <UnlockForm session={session} />
        </div>
      )}
    </header>
  );
}

/** In place of the header, and as high, while the wall goes on untouchable. */
export function LockBar({ corner }: { readonly corner: ReactNode }) {
  const { session } = useStores();
  const current = useStore(session, (state) => state.session);
  return current.kind === 'locked' ? <Bar session={current} corner={corner} /> : null;
}
