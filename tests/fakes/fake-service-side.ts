/** The host's side of a service process, in memory: what it sends is kept, what main or a window would send is emitted. */
import { readRecords, RecordType, type LinkRecord } from '../../src-contract/link/records.ts';
import type { LinkCommand } from '../../src-contract/link/messages.ts';
import { Emitter } from '../../src-main/base/disposable.ts';
import type { LinkChannel, ServiceSide } from '../../src-main/base/service-channel.ts';

export class FakeServiceSide implements ServiceSide {
  readonly sent: unknown[] = [];
  readonly said = new Emitter<unknown>();
  readonly toService = new Emitter<unknown>();
  readonly links = new Emitter<LinkChannel>();
  readonly orphaned = new Emitter<undefined>();

  send(message: unknown): void {
    this.sent.push(structuredClone(message));
    this.said.emit(this.sent.at(-1));
  }

  onMessage(listener: (message: unknown) => void): ReturnType<ServiceSide['onMessage']> {
    return this.toService.on(listener);
  }

  onLink(listener: (link: LinkChannel) => void): ReturnType<ServiceSide['onLink']> {
    return this.links.on(listener);
  }

  onOrphaned(listener: () => void): ReturnType<ServiceSide['onOrphaned']> {
    return this.orphaned.on(listener);
  }
}

export type KeptRecord = Omit<LinkRecord, 'payload'> & { readonly payload: Uint8Array };

/** A window's end of a media link: keeps every record and acknowledges every batch unless told not to. */
export class FakeLink implements LinkChannel {
  readonly records: KeptRecord[] = [];
  readonly batches: number[] = [];
  acknowledging = true;
  closed = false;
  readonly #texts = new Emitter<string>();
  readonly #closed = new Emitter<undefined>();
  readonly onRecord: (record: KeptRecord) => void;

  constructor(onRecord: (record: KeptRecord) => void = () => undefined) {
    this.onRecord = onRecord;
  }

  send(batch: Uint8Array): void {
    let number = 0;
    readRecords(batch, (record) => {
      if (record.type === RecordType.clock) number = record.sequence;
      const kept = { ...record, payload: record.payload.slice() };
      this.records.push(kept);
      this.onRecord(kept);
    });
    this.batches.push(number);
    if (this.acknowledging)
      queueMicrotask(() => {
        this.command({ kind: 'ack', batch: number });
      });
  }

  command(command: LinkCommand): void {
    this.#texts.emit(JSON.stringify(command));
  }

  /** Anything a window could send, well-formed or not. */
  text(text: string): void {
    this.#texts.emit(text);
  }

  of(subscription: number, type: number): readonly KeptRecord[] {
    return this.records.filter((record) => record.subscription === subscription && record.type === type);
  }

  json(subscription: number, type: number): readonly unknown[] {
    return this.of(subscription, type).map(({ payload }): unknown => JSON.parse(new TextDecoder().decode(payload)));
  }

  onText(listener: (text: string) => void): ReturnType<LinkChannel['onText']> {
    return this.#texts.on(listener);
  }

  onClosed(listener: () => void): ReturnType<LinkChannel['onClosed']> {
    return this.#closed.on(() => {
      listener();
    });
  }

  close(): void {
    this.closed = true;
    this.#closed.emit(undefined);
  }
}
