import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';

/** Whether the tiles' numbers are shown: always, by the person's choice, or while Alt alone is held. */
export function useTileNumbers(): boolean {
  const { controls } = useStores();
  const always = useStore(controls, (state) => state.controls.tileNumbers === 'always');
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const onKey = (event: KeyboardEvent): void => {
      const alone = event.type === 'keydown' && event.key === 'Alt' && !event.ctrlKey && !event.shiftKey && !event.metaKey;
      // else the browser's menu takes the focus when Alt is let go
      if (event.key === 'Alt') event.preventDefault();
      setHeld(alone);
    };
    const letGo = (): void => {
      setHeld(false);
    };
    window.addEventListener('keydown', onKey, { signal });
    window.addEventListener('keyup', onKey, { signal });
    window.addEventListener('blur', letGo, { signal });
    return () => {
      stop.abort();
    };
  }, []);
  return always || held;
}
