/** What happened to the stored data at start-up, in notices a person can act on. */
import type { Notice } from '../../src-contract/ipc/app.ts';
import type { OpenEvent, OpenReport } from '../cache/open-local-store.ts';
import type { Vault } from '../cache/vault.ts';

export function storageNotices(report: OpenReport, fileName: (path: string) => string): Notice[] {
  return report.events.flatMap((event) => noticeOf(event, report.mode, fileName) ?? []);
}

/** `unreadable` counts cameras whose rows no longer fit. */
export function cameraNotices(unreadable: number): Notice[] {
  return unreadable === 0
    ? []
    : [{ id: 'cameras-unreadable', severity: 'warning', key: 'cameras-unreadable', details: { count: unreadable } }];
}

/** `affected` counts cameras whose password cannot be opened. */
export function vaultNotices(vault: Pick<Vault, 'canSeal'>, affected: number): Notice[] {
  const notices: Notice[] = [];
  if (affected > 0) notices.push({ id: 'passwords-locked', severity: 'warning', key: 'passwords-locked', details: { count: affected } });
  if (!vault.canSeal) notices.push({ id: 'keystore-unavailable', severity: 'error', key: 'keystore-unavailable', details: {} });
  return notices;
}

function noticeOf(event: OpenEvent, mode: OpenReport['mode'], fileName: (path: string) => string): Notice | null {
  switch (event.kind) {
    case 'created':
    case 'migrated':
      return null;
    case 'quarantined':
      return { id: 'database-corrupt', severity: 'error', key: 'database-corrupt', details: { file: fileName(event.file) } };
    case 'restored':
      return { id: 'database-restored', severity: 'warning', key: 'database-restored', details: { writtenMs: event.writtenMs } };
    case 'started-empty':
      return { id: 'database-empty', severity: 'error', key: 'database-empty', details: {} };
    case 'newer':
      return { id: 'database-newer', severity: 'error', key: 'database-newer', details: { version: event.version } };
    case 'not-writable': {
      const key = mode === 'read-only' ? 'storage-read-only' : 'storage-memory-only';
      return { id: key, severity: 'error', key, details: { code: event.code } };
    }
  }
}
