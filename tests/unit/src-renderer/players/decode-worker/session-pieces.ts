import type { StreamConfig } from '../../../../../src-contract/link/messages.ts';
import { KEYFRAME, RECORD_HEADER_BYTES, RecordType, writeRecordHeader } from '../../../../../src-contract/link/records.ts';

export const config: StreamConfig = {
  codec: 'h264',
  codecString: 'avc1.4d401e',
  width: 640,
  height: 360,
  colour: { matrix: 'bt601', fullRange: false },
  sourceHoldMs: 66,
  carries: 'units',
};
/** The media process's clock is this far behind the worker's. */
export const MEDIA_OFFSET_MS = 5_000;

export interface Part {
  readonly type: RecordType;
  readonly subscription?: number;
  readonly sequence?: number;
  readonly flags?: number;
  readonly arrivalMs?: number;
  readonly payload?: Uint8Array;
}

/** A batch whose records arrived now, unless they say otherwise. */
export const batchesAt =
  (now: () => number) =>
  (...parts: Part[]): Uint8Array => {
    const bytes = parts.map(({ type, payload = new Uint8Array(4), ...part }) => {
      const record = new Uint8Array(RECORD_HEADER_BYTES + payload.byteLength);
      const header = { ...{ subscription: 1, sequence: 1, flags: 0, ptsUs: 0, arrivalMs: now() - MEDIA_OFFSET_MS }, ...part, type };
      writeRecordHeader(new DataView(record.buffer), 0, header, payload.byteLength);
      record.set(payload, RECORD_HEADER_BYTES);
      return record;
    });
    return Buffer.concat(bytes);
  };
export const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
export const clock = (number = 1): Part => ({ type: RecordType.clock, subscription: 0, sequence: number, payload: new Uint8Array(0) });
export const configured = (changes: Partial<StreamConfig> = {}): Part => ({
  type: RecordType.config,
  payload: json({ ...config, ...changes }),
});
export const keyframe = (part: Partial<Part> = {}): Part => ({ type: RecordType.unit, flags: KEYFRAME, ...part });

/** A tile's track: takes frames at once, or not at all. */
export function track(taking = true): { writable: WritableStream<VideoFrame>; written: VideoFrame[] } {
  const written: VideoFrame[] = [];
  const write = (frame: VideoFrame): Promise<void> => {
    written.push(frame);
    return taking ? Promise.resolve() : new Promise(() => undefined);
  };
  return { writable: new WritableStream({ write }), written };
}

export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** For streams that hide nothing. */
export const unasked = { paint: (): Promise<VideoFrame> => Promise.reject(new Error('nothing to hide')) };
