import { useEffect, useState } from 'react';
import { epochMs, type EpochMs } from '../../src-contract/time.ts';

/** This machine's time, anew every so often, for texts that say how long ago or how long still. */
export function useNow(everyMs: number): EpochMs {
  const [now, setNow] = useState(() => epochMs(Date.now()));
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(epochMs(Date.now()));
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [everyMs]);
  return now;
}
