/** What can be done anywhere in the window. */
import type { Command, CommandContext, Contribution } from '../../stores/commands/command.ts';
import { mayDo } from '../../stores/rights-store.ts';
import type { Dialog } from '../../stores/view-store.ts';
import type { Stores } from '../../stores/stores.ts';

/** Full screen of this window, or back. Refusals are the browser's to show. */
export function toggleFullScreen(document: Document): void {
  const done = document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen();
  void done.catch(() => undefined); // the browser refuses without a user's gesture: nothing to do about it
}

const mayArrange = ({ rights }: Stores): boolean => mayDo(rights.getState().rights, 'screens.arrange');
const signedIn = ({ session }: Stores): boolean => session.getState().session.kind === 'signed-in';
const opens =
  (dialog: Dialog) =>
  ({ stores }: CommandContext): void =>
    stores.view.getState().open(dialog);
/** A refusal is shown like any change that could not be kept. */
const locks =
  (displayOnly: boolean) =>
  ({ stores: { session, system } }: CommandContext): void => {
    session.getState().lock(displayOnly).catch(system.getState().reportSaveFailure);
  };

const general = (command: Omit<Command, 'group'>): Command => ({ ...command, group: 'general' });

const commands: readonly Command[] = [
  {
    ...{ id: 'list.search', group: 'list', text: 'shortcuts.search', chords: ['Ctrl+F'], scope: 'window', whileTyping: true },
    run: ({ stores }) => stores.view.getState().requestSearch(),
  },
  general({
    ...{ id: 'shell.palette', text: 'palette.title', chords: ['Ctrl+K', 'Ctrl+P'], scope: 'window', whileTyping: true },
    run: opens({ kind: 'palette' }),
  }),
  general({
    ...{ id: 'shell.outages', text: 'shortcuts.outages', chords: ['F8'], scope: 'window', whileTyping: true },
    run: opens({ kind: 'outages' }),
  }),
  general({
    ...{ id: 'shell.audit', text: 'shortcuts.audit', chords: ['Shift+F8'], scope: 'window', whileTyping: true },
    allowed: ({ rights }) => mayDo(rights.getState().rights, 'audit.read'),
    run: opens({ kind: 'audit' }),
  }),
  general({
    ...{ id: 'shell.sync', text: 'shortcuts.sync', chords: ['F9'], scope: 'window', whileTyping: true },
    applies: ({ sync }) => sync.getState().sync.kind !== 'off',
    run: opens({ kind: 'sync' }),
  }),
  general({
    ...{ id: 'shell.approvals', text: 'approvals.command', chords: ['F6'], scope: 'window', whileTyping: true },
    applies: ({ approvals, rights }) => mayDo(rights.getState().rights, 'second.decide') || approvals.getState().approvals.mine.length > 0,
    run: opens({ kind: 'approvals' }),
  }),
  general({
    ...{ id: 'shell.lock', text: 'shortcuts.lock', chords: ['Ctrl+L'], scope: 'everywhere', whileTyping: true },
    applies: signedIn,
    run: locks(false),
  }),
  general({
    ...{ id: 'shell.lock-over-wall', text: 'shortcuts.lockOverWall', chords: ['Ctrl+Shift+L'], scope: 'everywhere', whileTyping: true },
    applies: signedIn,
    run: locks(true),
  }),
  general({
    ...{ id: 'shell.full-screen', text: 'shortcuts.fullScreen', chords: ['F11'], scope: 'everywhere', whileTyping: true },
    run: ({ page }) => toggleFullScreen(page),
  }),
  general({
    ...{ id: 'screens.dialog', text: 'screens.shortcut.dialog', chords: ['F7'], scope: 'window', whileTyping: true },
    run: opens({ kind: 'screens' }),
  }),
  general({
    ...{ id: 'screens.open', text: 'screens.shortcut.open', chords: ['Ctrl+Shift+N'], scope: 'window', whileTyping: true },
    allowed: mayArrange,
    run: ({ stores: { screens, system } }) => {
      screens.getState().open(null).catch(system.getState().reportSaveFailure);
    },
  }),
  general({
    ...{ id: 'screens.close', text: 'screens.shortcut.close', chords: ['Ctrl+Shift+W'], scope: 'window', whileTyping: true },
    allowed: mayArrange,
    run: ({ stores: { screens, system } }) => {
      const { close, own } = screens.getState();
      close(own).catch(system.getState().reportSaveFailure);
    },
  }),
  general({ ...{ id: 'shell.help', text: 'shortcuts.help', chords: ['?'], scope: 'window' }, run: opens({ kind: 'shortcuts' }) }),
];

/** Keys of the frame, and of the camera list, whose own keys are the list's business. */
export const shellContribution: Contribution = {
  commands,
  notes: [
    { group: 'list', keys: [{ chord: 'ArrowUp' }, { chord: 'ArrowDown' }], text: 'shortcuts.listMove' },
    { group: 'list', keys: [{ chord: 'ArrowLeft' }, { chord: 'ArrowRight' }], text: 'shortcuts.listFold' },
  ],
};
