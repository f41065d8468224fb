import { createHash, hash, randomUUID } from 'node:crypto';
import { checkpointText } from '../../../src-main/base/ledger/checkpoint.ts';
import { parseSha256 } from '../../../src-main/base/ledger/hash.ts';
import { appendLeaf, emptyFrontier, rootOf } from '../../../src-main/base/ledger/merkle.ts';
import { nextSealingKey } from '../../../src-main/base/ledger/sealing-key.ts';
import type { SealingKey } from '../../../src-main/base/ledger/sealing-key.ts';
import { signNote } from '../../../src-main/base/ledger/signed-note.ts';
import type { AuditEntry } from '../../../src-contract/province/schemas.ts';
import type { DeviceKeys } from '../../../tools/reference-backend/load/device-client.ts';

const NO_ENTRY = '0'.repeat(64);
const hashOf = (line: string): string => createHash('sha256').update(Uint8Array.of(0)).update(line).digest('hex');

/** Body and header of an audit batch made of lines as they are. */
export const batchOf = (lines: readonly string[]) => {
  const body = lines.map((line) => `${line}\n`).join('');
  const entries = lines.map((line) => JSON.parse(line) as AuditEntry);
  const [first] = entries;
  const key = `${first?.logId ?? ''}:${String(first?.epoch)}:${String(first?.seq)}-${String((first?.seq ?? 0) + lines.length - 1)}:${hash('sha256', body)}`;
  return { body, headers: { 'Idempotency-Key': key } };
};

/** A device's log as the contract defines it, written by hand. */
export class AuditLog {
  readonly logId: string;
  readonly lines: string[] = [];
  epoch = 1;
  readonly #keys: DeviceKeys;
  #sealing: SealingKey;

  constructor(logId: string, keys: DeviceKeys) {
    this.logId = logId;
    this.#keys = keys;
    this.#sealing = { step: 0, secret: keys.sealKey };
  }

  get head(): string {
    const last = this.lines.at(-1);
    return last === undefined ? NO_ENTRY : hashOf(last);
  }

  add(changes: Partial<AuditEntry> = {}): string {
    const entry: AuditEntry = {
      v: 1,
      logId: this.logId,
      epoch: this.epoch,
      seq: this.lines.length + 1,
      entryId: `0193c1a0-9000-7${randomUUID().slice(15)}`,
      utc: '2026-11-21T07:15:00.000Z',
      local: '2026-11-21T14:15:00.000+07:00',
      mono: 1,
      bootId: 'boot',
      clock: { state: 'unsynced', offsetMs: null, uncertaintyMs: null, lastSync: null },
      device: { id: 'device', host: 'TRUCBAN-01', ip: null, mac: null, app: '0.1.0' },
      actor: { userId: 'system', name: 'VMS', unit: null, role: null, session: null, mode: 'system' },
      action: 'app.start',
      phase: 'event',
      object: null,
      area: null,
      purpose: null,
      caseNumber: null,
      requestId: null,
      outcome: 'done',
      reason: null,
      params: {},
      prev: this.head,
      ...changes,
    };
    const line = JSON.stringify(entry);
    this.lines.push(line);
    return line;
  }

  addMany(count: number): readonly string[] {
    return Array.from({ length: count }, () => this.add());
  }

  /** Begins the next epoch, bound to the head given. */
  openEpoch(bound: { readonly seq: number; readonly hash: string }, previousEpoch = this.epoch): string {
    this.epoch += 1;
    this.lines.length = 0;
    const params = { previousEpoch, boundSeq: bound.seq, boundHash: bound.hash, reason: 'test' };
    return this.add({ action: 'log.epoch', params });
  }

  /** A signed and sealed tree head of everything written; the sealing key moves on. */
  checkpoint(changes: { readonly size?: number; readonly signer?: DeviceKeys; readonly sealing?: SealingKey } = {}): string {
    const size = changes.size ?? this.lines.length;
    let frontier = emptyFrontier;
    for (const line of this.lines.slice(0, size)) frontier = appendLeaf(frontier, parseSha256(hashOf(line))!);
    const text = checkpointText(
      { logId: this.logId, epoch: this.epoch },
      { size, root: rootOf(frontier) },
      changes.sealing ?? this.#sealing,
    );
    this.#sealing = nextSealingKey(this.#sealing);
    return signNote(text, { name: this.logId, privateKey: (changes.signer ?? this.#keys).signing });
  }
}
