/**
 * Ends FFmpeg processes a crashed media process left behind. A process id alone may meanwhile
 * belong to somebody else, so a process is ended only while it still is an FFmpeg whose parent is
 * gone; what cannot be identified is left alone: its next write to the broken pipe ends it, its
 * socket timeout at the latest.
 */
import { identifyProcess, type ProcessIdentity } from '../base/process-identity.ts';

export interface LeftoverDependencies {
  readonly identify: (pid: number) => Promise<ProcessIdentity | null>;
  /** Ends a process at once. */
  readonly kill: (pid: number) => void;
  /** Our own children are not leftovers. */
  readonly ownPid: number;
}

const onThisMachine: LeftoverDependencies = {
  identify: (pid) => identifyProcess(pid, process.platform),
  kill: (pid) => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended between the look and the kill.
    }
  },
  ownPid: process.pid,
};

/** `pids` as the last `children` event named them. Call when the media process is gone. */
export async function endLeftovers(pids: readonly number[], dependencies: LeftoverDependencies = onThisMachine): Promise<void> {
  await Promise.all(
    pids.map(async (pid) => {
      const identity = await dependencies.identify(pid);
      if (identity !== null && isLeftover(identity, dependencies.ownPid)) dependencies.kill(pid);
    }),
  );
}

export function isLeftover(identity: ProcessIdentity, ownPid: number): boolean {
  return /ffmpeg/iu.test(identity.program) && identity.parent !== ownPid && !identity.parentIsProgram;
}
