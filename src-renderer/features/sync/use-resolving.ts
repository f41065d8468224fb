import { useEffect, useRef, useState } from 'react';
import type { Resolution } from '../../../src-contract/model/sync.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useAttempt, type Attempt } from '../../ui/use-attempt.ts';

/** Main cannot undo a decision once it is taken, so it is taken this much later. */
const TAKE_BACK_MS = 6_000;

export interface Resolving {
  /** Chosen, and not yet done. */
  readonly waiting: Resolution | null;
  readonly attempt: Attempt;
  choose(resolution: Resolution): void;
  takeBack(): void;
}

/** A decision on a conflict: waits for a second thought, and is done at once when the page is left. */
export function useResolving(proposalId: string): Resolving {
  const { sync, system } = useStores();
  const attempt = useAttempt();
  const [waiting, setWaiting] = useState<Resolution | null>(null);
  const due = useRef<Resolution | null>(null);
  const { run, forget } = attempt;

  useEffect(() => {
    if (waiting === null) return;
    const timer = setTimeout(() => {
      due.current = null;
      void run(() => sync.getState().resolve(proposalId, waiting)).then(() => {
        setWaiting(null);
      });
    }, TAKE_BACK_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [waiting, proposalId, run, sync]);

  useEffect(
    () => () => {
      if (due.current !== null) sync.getState().resolve(proposalId, due.current).catch(system.getState().reportSaveFailure);
      due.current = null;
    },
    [proposalId, sync, system],
  );

  const decide = (resolution: Resolution | null): void => {
    due.current = resolution;
    setWaiting(resolution);
  };
  return {
    waiting,
    attempt,
    choose(resolution) {
      forget();
      decide(resolution);
    },
    takeBack() {
      decide(null);
    },
  };
}
