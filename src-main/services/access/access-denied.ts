import { VmsError } from '../../../src-contract/errors.ts';
import type { Permission } from '../../../src-contract/model/rights.ts';
import type { Verdict } from './judge.ts';

/** Somebody had no right to what they asked for. Across a boundary it says what the person may hear; the verdict is for the log. */
export class AccessDenied extends VmsError {
  readonly verdict: Extract<Verdict, { allow: false }>;

  constructor(permission: Permission, verdict: Extract<Verdict, { allow: false }>) {
    super('denied', `denied-${verdict.told}`, { permission, ...(verdict.cameraId === null ? {} : { cameraId: verdict.cameraId }) });
    this.verdict = verdict;
  }
}
