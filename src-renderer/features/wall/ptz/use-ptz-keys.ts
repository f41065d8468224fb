import { useEffect } from 'react';
import { useStores } from '../../../stores/stores-context.tsx';
import type { Stores } from '../../../stores/stores.ts';
import { isMoving, ptzCommandOf, velocityOf, type PtzCommand } from './ptz-keys.ts';

/** How long a tour stays at a preset, seconds. */
export const TOUR_SECONDS = 15;

/** Carries out one command on the camera that is being moved. */
export function runPtzCommand(command: PtzCommand, { ptz }: Pick<Stores, 'ptz'>): void {
  const { active, presets, states, ...actions } = ptz.getState();
  if (active === null) return;
  const state = states.get(active.cameraId);
  switch (command.kind) {
    case 'leave':
      actions.leave();
      return;
    case 'stop':
      actions.act('stop');
      return;
    case 'lock':
      actions.act(state?.holder?.locked === true ? 'unlock' : 'lock');
      return;
    case 'tour':
      if (state?.touring === true) actions.act('stop');
      else actions.tour(TOUR_SECONDS);
      return;
    case 'preset': {
      const chosen = presets.get(active.cameraId)?.[command.place - 1];
      if (chosen !== undefined) actions.goTo(chosen.preset.token);
      return;
    }
    case 'home':
    case 'auto-focus':
    case 'iris-open':
    case 'iris-close':
    case 'iris-auto':
      actions.act(command.kind);
  }
}

/** Keys of the camera that is being moved, before all others; whatever takes the keyboard or the window away ends every move. */
export function usePtzKeys(): void {
  const stores = useStores();
  useEffect(() => {
    const { ptz } = stores;
    const down = new Set<string>();
    const wish = (fast: boolean): void => {
      ptz.getState().hold(velocityOf(down, fast));
    };
    const letGo = (): void => {
      down.clear();
      ptz.getState().release();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (stores.view.getState().dialog.kind !== 'none') return;
      const target = event.target instanceof Element ? event.target : null;
      if (target instanceof HTMLInputElement) return;
      if (target?.closest('button') != null && (event.key === 'Enter' || event.key === ' ')) return;
      if (event.key === 'Shift' && down.size > 0) wish(true);
      if (isMoving(event)) {
        if (!event.repeat) down.add(event.code);
        wish(event.shiftKey);
      } else {
        const command = event.repeat ? null : ptzCommandOf(event);
        if (command === null) return;
        runPtzCommand(command, stores);
      }
      event.preventDefault();
      event.stopImmediatePropagation();
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
    return () => {
      stop.abort();
      letGo();
    };
  }, [stores]);
}
