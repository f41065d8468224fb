import { useEffect } from 'react';
import { chordOf } from '../../../lib/keys/chord.ts';
import type { Command } from '../../../stores/commands/command.ts';
import { commandWithin } from '../../../stores/commands/key-map.ts';
import { useStores } from '../../../stores/stores-context.tsx';
import type { Stores } from '../../../stores/stores.ts';
import { padPart, velocityOf, type PtzPart } from './ptz-keys.ts';

/** What has keys of its own while it has the focus. */
const TYPED_INTO = 'input, textarea, select, [contenteditable], [role="combobox"]';

function commandOn(event: KeyboardEvent, { commands, controls }: Stores): Command | null {
  const chord = chordOf(event);
  return chord === null ? null : commandWithin('ptz', chord, commands.getState().commands, controls.getState().controls.keys);
}

/** Whether a key is about the camera at all, wherever the focus is. */
function isForCamera(event: KeyboardEvent, { view }: Stores): boolean {
  if (event.isComposing || view.getState().dialog.kind !== 'none') return false;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(TYPED_INTO) != null) return false;
  return target?.closest('button') == null || (event.key !== 'Enter' && event.key !== ' ');
}

/** Keys of the camera that is being moved, before all others; whatever takes the keyboard or the window away ends every move. */
export function usePtzKeys(): void {
  const stores = useStores();
  useEffect(() => {
    const { ptz } = stores;
    /** By place: what a key types may change while it is held, with Shift. */
    const down = new Map<string, PtzPart>();
    const wish = (fast: boolean): void => {
      ptz.getState().hold(velocityOf(down.values(), fast));
    };
    const letGo = (): void => {
      down.clear();
      ptz.getState().release();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!isForCamera(event, stores)) return;
      if (event.key === 'Shift' && down.size > 0) wish(true);
      const command = commandOn(event, stores);
      const part = padPart(event.code) ?? command?.moves ?? null;
      if (part === null && command === null) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (part !== null) {
        if (!event.repeat) down.set(event.code, part);
        if (down.size > 0) wish(event.shiftKey);
      } else if (!event.repeat) command?.run({ stores, page: document, chord: chordOf(event) });
    };
    const onKeyUp = (event: KeyboardEvent): void => {
      if (event.key === 'Shift' && down.size > 0) wish(false);
      if (!down.delete(event.code)) return;
      if (down.size === 0) letGo();
      else wish(event.shiftKey);
    };
    const onHidden = (): void => {
      if (document.hidden) letGo();
    };
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('keydown', onKeyDown, { capture: true, signal });
    window.addEventListener('keyup', onKeyUp, { capture: true, signal });
    window.addEventListener('blur', letGo, { signal });
    window.addEventListener('pagehide', letGo, { signal });
    document.addEventListener('visibilitychange', onHidden, { signal });
    // a dialog takes the keyboard: the key that is still down would go on moving behind it
    const stopDialogs = stores.view.subscribe(({ dialog }) => {
      if (dialog.kind !== 'none') letGo();
    });
    return () => {
      stop.abort();
      stopDialogs();
      letGo();
    };
  }, [stores]);
}
