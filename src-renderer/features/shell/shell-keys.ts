import { mayTouch } from '../../stores/session-screen.ts';
import type { Stores } from '../../stores/stores.ts';

/** Keys that work wherever the cursor is, as commands; `null` for any other key. */
export type ShellCommand =
  | 'search'
  | 'full-screen'
  | 'help'
  | 'outages'
  | 'audit'
  | 'sync'
  | 'lock'
  | 'lock-over-wall'
  | 'screens'
  | 'new-screen'
  | 'close-screen'
  | 'undo'
  | 'redo';

export interface KeyPress {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  /** The cursor stands in a text field. */
  readonly typing: boolean;
}

export function shellCommandOf(press: KeyPress): ShellCommand | null {
  const key = press.key.toLowerCase();
  if (press.ctrl && key === 'f') return 'search';
  if (key === 'f11') return 'full-screen';
  if (key === 'f8') return press.shift ? 'audit' : 'outages';
  if (key === 'f9') return 'sync';
  if (key === 'f7') return 'screens';
  if (press.ctrl && press.shift && key === 'n') return 'new-screen';
  if (press.ctrl && press.shift && key === 'w') return 'close-screen';
  if (press.ctrl && key === 'l') return press.shift ? 'lock-over-wall' : 'lock';
  if (press.typing) return null;
  if (press.ctrl && key === 'z') return press.shift ? 'redo' : 'undo';
  if (press.ctrl && key === 'y') return 'redo';
  if (!press.ctrl && key === '?') return 'help';
  return null;
}

/** Full screen of this window, or back. Refusals are the browser's to show. */
export function toggleFullScreen(document: Document): void {
  const done = document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen();
  void done.catch(() => undefined); // the browser refuses without a user's gesture: nothing to do about it
}

/** Only what somebody is signed in to can be locked; a refusal is shown like any change that could not be kept. */
function lock({ session, system }: Stores, displayOnly: boolean): void {
  const { session: current, lock: lockNow } = session.getState();
  if (current.kind === 'signed-in') lockNow(displayOnly).catch(system.getState().reportSaveFailure);
}

function run(command: ShellCommand, stores: Stores, document: Document): void {
  switch (command) {
    case 'search':
      stores.view.getState().requestSearch();
      return;
    case 'full-screen':
      toggleFullScreen(document);
      return;
    case 'help':
      stores.view.getState().open({ kind: 'shortcuts' });
      return;
    case 'outages':
      stores.view.getState().open({ kind: 'outages' });
      return;
    case 'audit':
      stores.view.getState().open({ kind: 'audit' });
      return;
    case 'sync':
      if (stores.sync.getState().sync.kind !== 'off') stores.view.getState().open({ kind: 'sync' });
      return;
    case 'lock':
    case 'lock-over-wall':
      lock(stores, command === 'lock-over-wall');
      return;
    case 'screens':
      stores.view.getState().open({ kind: 'screens' });
      return;
    case 'new-screen':
      stores.screens.getState().open(null).catch(stores.system.getState().reportSaveFailure);
      return;
    case 'close-screen':
      stores.screens.getState().close(stores.screens.getState().own).catch(stores.system.getState().reportSaveFailure);
      return;
    case 'undo':
      stores.wall.getState().undo();
      return;
    case 'redo':
      stores.wall.getState().redo();
      return;
  }
}

const evenInDialogs: ReadonlySet<ShellCommand> = new Set(['full-screen', 'lock', 'lock-over-wall']);

/** Listens until the returned function is called. Keys inside an open dialog stay with the dialog. */
export function listenToShellKeys(window: Window, stores: Stores): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const typing = target?.closest('input, textarea, [contenteditable]') != null;
    const command = shellCommandOf({ key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, typing });
    if (command === null) return;
    if (!mayTouch(stores.session.getState().session)) return;
    if (stores.view.getState().dialog.kind !== 'none' && !evenInDialogs.has(command)) return;
    event.preventDefault();
    run(command, stores, window.document);
  };
  window.addEventListener('keydown', onKeyDown);
  return () => {
    window.removeEventListener('keydown', onKeyDown);
  };
}
