import { ChangePasswordDialog } from './ChangePassword.tsx';
import { EnrolDialog } from './EnrolDialog.tsx';
import { HandOverDialog } from './HandOverDialog.tsx';
import { OfflinePassphraseDialog } from './OfflinePassphraseDialog.tsx';
import { PurposeDialog } from './PurposeDialog.tsx';
import { TakeOverDialog } from './TakeOverDialog.tsx';

/** Everything a session asks in a dialog; each opens when the view asks for it. */
export function SessionDialogs() {
  return (
    <>
      <EnrolDialog />
      <PurposeDialog />
      <TakeOverDialog />
      <HandOverDialog />
      <ChangePasswordDialog />
      <OfflinePassphraseDialog />
    </>
  );
}
