/** How the program ends, wanted or not. */
import { toDisposable, type Disposable, type DisposableStore } from '../base/disposable.ts';
import type { Log } from '../base/log.ts';
import { systemActor } from '../services/audit/audit.ts';
import type { Storage } from '../services/storage.ts';
import type { Services } from './services.ts';

/** A camera that answers stands well within that; for one that does not, its own timeout is the last resort. */
const PTZ_END_MS = 2500;

/** Ends everything in reverse order, children included. Safe to call again: everyone waits for the same end. */
export function endOnce(owned: DisposableStore, services: Services, storage: Storage, log: Log): () => Promise<void> {
  let ending: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    const steps: readonly (() => Promise<void>)[] = [
      // First: whatever else goes wrong, no camera is left moving.
      () => services.ptz.close(PTZ_END_MS),
      () => services.media.stop(),
      () => services.outages.close(),
      () => {
        // Entries are taken in order, so the one of the stop comes after those of the cameras.
        services.live.closeAll();
        services.keyframes.dispose();
        services.session.dispose();
        return services.audit.happened({ action: 'app.stop', actor: systemActor });
      },
      async () => services.provinceAudit?.end(),
      () => services.joining.close(),
      async () => services.ledger?.close(),
      () => storage.database.close(),
      () =>
        Promise.resolve().then(() => {
          owned.dispose();
        }),
    ];
    for (const step of steps) {
      try {
        await step();
      } catch (failure) {
        log.error('ending failed', { failure });
      }
    }
  };
  return () => (ending ??= end());
}

/** A bug must be in the log, and must not leave children behind. */
export function watchFailures(log: Log, end: () => void): Disposable {
  const rejected = (failure: unknown): void => {
    log.error('unhandled rejection', { failure });
  };
  const thrown = (failure: unknown): void => {
    log.error('uncaught exception', { failure });
    end();
  };
  // Whoever reads our output may stop reading (`| head`); the wall goes on.
  const unread = (): void => undefined;
  process.on('unhandledRejection', rejected).on('uncaughtException', thrown);
  process.stdout.on('error', unread);
  return toDisposable(() => {
    process.off('unhandledRejection', rejected).off('uncaughtException', thrown);
    process.stdout.off('error', unread);
  });
}
