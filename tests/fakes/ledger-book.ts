/** A ledger written by the product's own rules, for tests to damage. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { AuditDraft } from '../../src-contract/model/audit-draft.ts';
import { chainEntry, startOfEpoch, type Chain, type Moment } from '../../src-main/base/ledger/chain.ts';
import { checkpointText } from '../../src-main/base/ledger/checkpoint.ts';
import type { LedgerRow } from '../../src-main/base/ledger/ledger-row.ts';
import { rootOf } from '../../src-main/base/ledger/merkle.ts';
import { nextSealingKey, type SealingKey } from '../../src-main/base/ledger/sealing-key.ts';
import { cosignNote, signNote } from '../../src-main/base/ledger/signed-note.ts';
import type { LedgerToVerify } from '../../src-main/base/ledger/verify.ts';

export const LOG_ID = '0193c1a0-5b7f-7000-9000-3f0a9d1c2b12';
export const OTHER_LOG_ID = '0193c1a0-5b7f-7000-9000-3f0a9d1c2b13';

export const draftOf = (action: AuditDraft['action'], params: AuditDraft['params'] = {}): AuditDraft => ({
  actor: { userId: 'u-7', name: 'Ma Thị Hoa', unit: 'Trung tâm IOC', role: 'truc-ban-ioc', session: 's-1', mode: 'online' },
  action,
  phase: 'event',
  object: { kind: 'camera', id: 'c-12', label: 'Nút giao Định Hoá' },
  area: 'thai-nguyen/dinh-hoa',
  purpose: 'Trực ban',
  caseNumber: null,
  requestId: null,
  outcome: 'done',
  reason: null,
  params,
});

const START_MS = Date.UTC(2026, 10, 21, 0, 0, 0);

export const momentOf = (index: number): Moment => ({
  epochMs: START_MS + index * 1_000,
  monoMs: 5_000 + index * 1_000,
  bootId: 'boot-1',
  clock: { state: 'synced', offsetMs: 3, uncertaintyMs: 12, lastSync: '2026-11-21T00:00:00.000Z' },
  device: { id: 'd-1', host: 'MAY-TRAM-01', ip: '10.1.2.3', mac: '02:00:00:00:00:01', app: '0.1.0' },
  entryId: `019a0000-0000-7000-8000-${String(index).padStart(12, '0')}`,
});

export interface Book {
  readonly rows: readonly LedgerRow[];
  readonly checkpoints: readonly string[];
  readonly device: { readonly name: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  readonly province: { readonly name: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  readonly firstSealingKey: Uint8Array;
}

export interface BookPlan {
  readonly entries: number;
  /** A checkpoint after every so many. */
  readonly every: number;
  readonly logId?: string;
  readonly momentAt?: (index: number) => Moment;
  readonly draftAt?: (index: number) => AuditDraft;
  readonly device?: Book['device'];
  readonly province?: Book['province'];
}

export function named(name: string): Book['device'] {
  return { name, ...generateKeyPairSync('ed25519') };
}

export function writeBook(plan: BookPlan): Book {
  const logId = plan.logId ?? LOG_ID;
  const device = plan.device ?? named(logId);
  const firstSealingKey = new Uint8Array(32).fill(9);
  let chain: Chain = startOfEpoch(logId, 1);
  let key: SealingKey = { step: 0, secret: firstSealingKey };
  const rows: LedgerRow[] = [];
  const checkpoints: string[] = [];
  for (let index = 0; index < plan.entries; index += 1) {
    const next = chainEntry(chain, plan.draftAt?.(index) ?? draftOf('live.start', { index }), (plan.momentAt ?? momentOf)(index));
    chain = next.chain;
    rows.push({ epoch: 1, seq: next.entry.seq, bytes: next.entry.bytes, leaf: next.entry.leaf });
    if ((index + 1) % plan.every !== 0) continue;
    checkpoints.push(signNote(checkpointText(chain, { size: chain.frontier.size, root: rootOf(chain.frontier) }, key), device));
    key = nextSealingKey(key);
  }
  return { rows, checkpoints, device, province: plan.province ?? named('tinh.thainguyen.vn'), firstSealingKey };
}

export const toVerify = (book: Book, change: Partial<LedgerToVerify> = {}): LedgerToVerify => ({
  rows: book.rows,
  checkpoints: book.checkpoints,
  elsewhere: [],
  logId: LOG_ID,
  device: book.device,
  witness: book.province,
  firstSealingKey: book.firstSealingKey,
  ...change,
});

export const witnessed = (book: Book, note: string): string => cosignNote(note, book.province, 1_795_000_000);
