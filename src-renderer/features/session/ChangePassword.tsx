import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SignedIn } from '../../stores/session-screen.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { PersonCard } from './PersonCard.tsx';
import { SessionFrame } from './SessionFrame.tsx';

/** The step between signing in and working, where the province asks for it. */
export function ChangePasswordScreen({ session, corner }: { readonly session: SignedIn; readonly corner: ReactNode }) {
  const { t } = useTranslation();
  const stores = useStores();
  return (
    <SessionFrame title={t('session.change.title')} corner={corner}>
      <PersonCard person={session.person} />
      <p className="session-why">{t('session.change.must')}</p>
      <PasswordForm onDone={() => undefined} />
      <Button
        type="text"
        onClick={() => {
          stores.session.getState().signOut().catch(stores.system.getState().reportSaveFailure);
        }}
      >
        {t('session.signOut')}
      </Button>
    </SessionFrame>
  );
}

/** The same, by a person's own choice. */
export function ChangePasswordDialog() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'change-password');
  if (!open) return null;
  const { close } = view.getState();
  return (
    <Dialog title={t('session.change.title')} width={440} footer={null} onClose={close}>
      <PasswordForm
        onDone={() => {
          close();
          void message.success(t('session.change.done'));
        }}
      />
    </Dialog>
  );
}
