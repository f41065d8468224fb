/** SQLite's and the file system's failures as kinds the program acts on. */
import { VmsError } from '../../src-contract/errors.ts';

/** The file was written by a newer version of the program: reading it could mislead, writing it could destroy. */
export class NewerDatabaseError extends VmsError {
  constructor(version: number, supported: number) {
    super('unsupported', 'database-newer', { version, supported });
    this.name = 'NewerDatabaseError';
  }
}

/** The file is not a healthy database of ours; `finding` is the check's own first line. */
export class CorruptDatabaseError extends VmsError {
  constructor(finding: string, cause?: unknown) {
    super('storage-corrupt', 'database-corrupt', { finding: finding.slice(0, 200) }, cause);
    this.name = 'CorruptDatabaseError';
  }
}

/** Gives any failure of storage its kind; what it does not know passes through unchanged. */
export function toStorageError(failure: unknown): unknown {
  if (failure instanceof VmsError) return failure;
  const code = codeOf(failure);
  if (code === null) return failure;
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new VmsError('storage-full', 'storage-full', { code }, failure);
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return new CorruptDatabaseError(code, failure);
  if (unavailable.test(code)) return new VmsError('unavailable', 'storage-unavailable', { code }, failure);
  return failure;
}

const unavailable =
  /^(?:SQLITE_(?:READONLY|CANTOPEN|IOERR|BUSY|LOCKED|PERM|AUTH)|EACCES|EPERM|EROFS|EIO|ENOTDIR|EISDIR|ENOENT|EBUSY|EEXIST)/u;

function codeOf(failure: unknown): string | null {
  if (!(failure instanceof Error) || !('code' in failure)) return null;
  return typeof failure.code === 'string' ? failure.code : null;
}
