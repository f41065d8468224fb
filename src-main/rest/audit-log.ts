/** The province's side of this workstation's audit log: how far it has it, entries as their exact bytes, heads to be witnessed. */
import { gzipSync } from 'node:zlib';
import { hash } from 'node:crypto';
import type { AuditAcknowledgement, AuditHead } from '../../src-contract/province/schemas.ts';
import type { Answer } from '../base/sync/province-answer.ts';
import { askProvince, type ProvinceEdges } from './ask.ts';

/** Consecutive entries of one epoch. */
export interface AuditBatch {
  readonly logId: string;
  readonly epoch: number;
  readonly first: number;
  readonly lines: readonly Uint8Array[];
}

export interface ProvinceLog {
  readonly head: () => Promise<Answer<AuditHead>>;
  readonly push: (batch: AuditBatch) => Promise<Answer<AuditAcknowledgement>>;
  /** Answers the note with the province's cosignature, unverified. */
  readonly witness: (note: string) => Promise<Answer<string>>;
}

export function createProvinceLog(edges: () => ProvinceEdges, deviceId: string): ProvinceLog {
  const path = { deviceId };
  return {
    head: () => askProvince(edges(), 'auditHead', { path }),
    push: (batch) => askProvince(edges(), 'pushAudit', { path, ...packed(batch) }),
    witness: (note) => askProvince(edges(), 'pushCheckpoint', { path, body: note }),
  };
}

/** Body and headers as the contract asks; the key is over what is unpacked. */
export function packed({ logId, epoch, first, lines }: AuditBatch): {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
} {
  const feed = Buffer.from('\n');
  const body = Buffer.concat(lines.flatMap((line) => [line, feed]));
  const key = `${logId}:${epoch}:${first}-${first + lines.length - 1}:${hash('sha256', body)}`;
  return { body: new Uint8Array(gzipSync(body)), headers: { 'Idempotency-Key': key, 'Content-Encoding': 'gzip' } };
}
