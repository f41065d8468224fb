import { RECORD_HEADER_BYTES, RecordType, writeRecordHeader, type LinkRecord } from '../../src-contract/link/records.ts';

export interface OutRecord extends Omit<LinkRecord, 'payload'> {
  /** The payload in pieces, so that nothing is joined before it is written into the batch. */
  readonly parts: readonly Uint8Array[];
}

const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((total, part) => total + part.length, 0);

/** Collects records and writes them into one buffer, led by a clock record with the batch number. */
export class LinkBatch {
  #records: OutRecord[] = [];
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get empty(): boolean {
    return this.#records.length === 0;
  }

  add(record: OutRecord): void {
    this.#records.push(record);
    this.#bytes += RECORD_HEADER_BYTES + sizeOf(record.parts);
  }

  /** Forgets a subscription's records that have not been sent. */
  drop(subscription: number): void {
    this.#records = this.#records.filter((record) => record.subscription !== subscription);
    this.#bytes = this.#records.reduce((total, record) => total + RECORD_HEADER_BYTES + sizeOf(record.parts), 0);
  }

  take(batchNumber: number, nowMs: number): Uint8Array {
    const batch = new Uint8Array(RECORD_HEADER_BYTES + this.#bytes);
    const view = new DataView(batch.buffer);
    const clock = { type: RecordType.clock, flags: 0, subscription: 0, sequence: batchNumber, ptsUs: 0, arrivalMs: nowMs };
    writeRecordHeader(view, 0, clock, 0);
    let at = RECORD_HEADER_BYTES;
    for (const record of this.#records) {
      writeRecordHeader(view, at, record, sizeOf(record.parts));
      at += RECORD_HEADER_BYTES;
      for (const part of record.parts) {
        batch.set(part, at);
        at += part.length;
      }
    }
    this.#records = [];
    this.#bytes = 0;
    return batch;
  }
}
