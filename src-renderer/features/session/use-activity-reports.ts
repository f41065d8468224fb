import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';

/** Far below any time after which a session locks, and no burden on the way to main. */
const EVERY_MS = 5_000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** Tells main that somebody is at the machine, at the first sign and then as long as there are any. */
export function useActivityReports(): void {
  const { session } = useStores();
  const signedIn = useStore(session, (state) => state.session.kind === 'signed-in');
  useEffect(() => {
    if (!signedIn) return;
    let last = Number.NEGATIVE_INFINITY;
    const report = ({ timeStamp }: Event): void => {
      if (timeStamp - last < EVERY_MS) return;
      last = timeStamp;
      session.getState().reportActivity();
    };
    for (const sign of signs) window.addEventListener(sign, report, { capture: true, passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, report, { capture: true });
    };
  }, [signedIn, session]);
}
