/** One workstation's log for the load: entries of the contract, chained, numbered. */
import { hash, randomUUID } from 'node:crypto';
import type { AuditEntry } from '../../../src-contract/province/schemas.ts';

const NO_ENTRY = '0'.repeat(64);

export interface Batch {
  readonly first: number;
  readonly last: number;
  readonly body: string;
  readonly key: string;
}

export class LogWriter {
  readonly #logId: string;
  readonly #bootId = randomUUID();
  #seq = 0;
  #prev = NO_ENTRY;

  constructor(logId: string) {
    this.#logId = logId;
  }

  get written(): number {
    return this.#seq;
  }

  #line(nowMs: number): string {
    const utc = new Date(nowMs).toISOString();
    const entry: AuditEntry = {
      v: 1,
      logId: this.#logId,
      epoch: 1,
      seq: (this.#seq += 1),
      entryId: `0193c1a0-9000-7${randomUUID().slice(15)}`,
      utc,
      local: new Date(nowMs + 7 * 3_600_000).toISOString().replace('Z', '+07:00'),
      mono: this.#seq,
      bootId: this.#bootId,
      clock: { state: 'synced', offsetMs: 3, uncertaintyMs: 2, lastSync: utc },
      device: { id: 'load', host: 'TRUCBAN', ip: '127.0.0.1', mac: null, app: '0.1.0' },
      actor: { userId: 'user-truc-ban', name: 'Nguyễn Văn An', unit: 'unit-ioc', role: 'ioc-operator', session: null, mode: 'offline' },
      action: 'live.start',
      phase: 'event',
      object: { kind: 'camera', id: 'cam-0001', label: '19-05443-GT-0001' },
      area: '19/05443',
      purpose: 'ANTT',
      caseNumber: null,
      requestId: null,
      outcome: 'done',
      reason: null,
      params: { stream: 'sub' },
      prev: this.#prev,
    };
    const line = JSON.stringify(entry);
    this.#prev = hash('sha256', Buffer.concat([Uint8Array.of(0), Buffer.from(line)]));
    return line;
  }

  /** The next entries, as they go to the server. */
  batch(count: number, nowMs: number): Batch {
    const first = this.#seq + 1;
    const body = Array.from({ length: count }, () => `${this.#line(nowMs)}\n`).join('');
    const last = this.#seq;
    return { first, last, body, key: `${this.#logId}:1:${String(first)}-${String(last)}:${hash('sha256', body)}` };
  }
}
