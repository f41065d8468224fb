import { useCallback, useEffect, useRef, useState } from 'react';
import { epochMs, type EpochMs } from '../../src-contract/time.ts';

/** What a try threw, and when by this machine's clock. */
export interface Failure {
  readonly thrown: unknown;
  readonly at: EpochMs;
}
export interface Attempt {
  readonly running: boolean;
  /** Of the last try; `null` while none failed. */
  readonly failure: Failure | null;
  /** Tries; answers whether it worked. A try while another runs is dropped. */
  run(action: () => Promise<void>): Promise<boolean>;
  /** Takes the failure off the screen, as when something else is typed. */
  forget(): void;
}

/** One thing a person has the program do: busy while it runs, and what came of it stays on screen. */
export function useAttempt(): Attempt {
  const [state, setState] = useState<Pick<Attempt, 'running' | 'failure'>>({ running: false, failure: null });
  const busy = useRef(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  const run = useCallback(async (action: () => Promise<void>): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    setState({ running: true, failure: null });
    let failure: Failure | null = null;
    try {
      await action();
    } catch (thrown) {
      failure = { thrown, at: epochMs(Date.now()) };
    }
    busy.current = false;
    if (!gone.current) setState({ running: false, failure });
    return failure === null;
  }, []);
  const forget = useCallback(() => {
    setState((current) => (current.failure === null ? current : { ...current, failure: null }));
  }, []);
  return { ...state, run, forget };
}
