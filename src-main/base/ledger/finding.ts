/** What a verifier can find wrong with a ledger; each names the entry or the checkpoint it is about. */

interface At {
  readonly epoch: number;
  readonly seq: number;
}

export type LedgerFinding =
  /** The stored bytes are no entry of ours. */
  | (At & { readonly kind: 'unreadable' })
  /** The bytes are not those that were hashed when it was written. */
  | (At & { readonly kind: 'changed' })
  /** It does not name the entry before it: one of the two was changed, or one was put between. */
  | (At & { readonly kind: 'link-broken' })
  | { readonly kind: 'missing'; readonly epoch: number; readonly from: number; readonly to: number }
  /** Entry `seq` stands where entry `standsAt` belongs. */
  | (At & { readonly kind: 'out-of-order'; readonly standsAt: number })
  /** Entry `seq` stands in its place and once more at `standsAt`. */
  | (At & { readonly kind: 'duplicate'; readonly standsAt: number })
  /** Belongs to another workstation's log. */
  | (At & { readonly kind: 'foreign'; readonly logId: string })
  /** The wall clock moved by `jumpMs` against the clock that cannot be set, and no entry says so. */
  | (At & { readonly kind: 'clock-jump'; readonly jumpMs: number })
  /** A checkpoint of this ledger covers entries that are not here any more. */
  | { readonly kind: 'tail-missing'; readonly epoch: number; readonly from: number; readonly to: number }
  /** A checkpoint kept elsewhere covers entries this ledger knows nothing of: an older state was put back. */
  | { readonly kind: 'rolled-back'; readonly epoch: number; readonly from: number; readonly to: number }
  /** The entries up to `to` do not make the tree head that was signed; those up to `from` - 1 still do. */
  | { readonly kind: 'rewritten'; readonly epoch: number; readonly from: number; readonly to: number }
  /** A true checkpoint kept elsewhere shows another history of the same log. */
  | { readonly kind: 'fork'; readonly epoch: number; readonly from: number; readonly to: number }
  /** A checkpoint that the workstation's key did not sign. */
  | { readonly kind: 'wrong-key'; readonly epoch: number; readonly size: number }
  /** A checkpoint signed with the workstation's key but not sealed with the key of its time: made up later. */
  | { readonly kind: 'seal-broken'; readonly epoch: number; readonly size: number }
  | { readonly kind: 'foreign-checkpoint'; readonly epoch: number; readonly size: number; readonly logId: string }
  | { readonly kind: 'unreadable-checkpoint'; readonly place: number; readonly from: 'ledger' | 'elsewhere' };

export type LedgerFindingKind = LedgerFinding['kind'];
