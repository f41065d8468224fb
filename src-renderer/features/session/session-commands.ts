/** What whoever is signed in can do about it. Locking is the shell's. */
import type { CommandContext, Command, Contribution } from '../../stores/commands/command.ts';
import type { Stores } from '../../stores/stores.ts';
import type { Dialog } from '../../stores/view-store.ts';

const signedIn = ({ session }: Stores): boolean => session.getState().session.kind === 'signed-in';

const mayHavePassphrase = ({ session }: Stores): boolean => {
  const current = session.getState().session;
  return current.kind === 'signed-in' && current.passphrase !== 'not-offered';
};

const opens = (id: string, text: Command['text'], dialog: Dialog): Command => ({
  ...{ id, group: 'general', text, chords: [], scope: 'window' },
  applies: signedIn,
  run: ({ stores }) => stores.view.getState().open(dialog),
});

export const sessionContribution: Contribution = {
  commands: [
    opens('session.purpose', 'session.purpose.choose', { kind: 'purpose', refused: false }),
    opens('session.hand-over', 'session.handOver.action', { kind: 'hand-over' }),
    opens('session.change-password', 'session.change.action', { kind: 'change-password' }),
    {
      ...opens('session.offline-passphrase', 'session.passphrase.action', { kind: 'offline-passphrase' }),
      applies: mayHavePassphrase,
    },
    {
      id: 'session.sign-out',
      group: 'general',
      text: 'session.signOutOrSwitch',
      chords: [],
      scope: 'window',
      applies: signedIn,
      run: ({ stores: { session, system } }: CommandContext): void => {
        session.getState().signOut().catch(system.getState().reportSaveFailure);
      },
    },
  ],
};
