import type { SyncConflict } from '../../../src-contract/model/sync.ts';

type Refusal = SyncConflict['end'] & { readonly kind: 'refused' };

/** What a person can do about an edit that was refused so; `null`: nothing but what its text says. */
export function nextStepOf(
  { problem }: Pick<Refusal, 'problem'>,
  form: SyncConflict['form'],
): 'already-exists' | 'denied' | 'document-refused' | 'correct' | null {
  switch (problem) {
    case 'denied':
      return 'denied';
    case 'already-exists':
    case 'document-refused':
      return form === null ? problem : 'correct';
    default:
      return null;
  }
}
