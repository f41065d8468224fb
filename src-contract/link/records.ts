/**
 * The media link: what the media process sends to a window's decode worker.
 *
 * One message is a batch of records, back to back, little-endian. Batching every 10 ms instead of
 * one message a frame took 64 tiles from 72 % to 98 % painted on 2 cores (architecture notes).
 * Each record has a 32-byte header:
 *
 * | offset | type | field |
 * |---|---|---|
 * | 0 | u32 | size of the whole record in bytes, header included |
 * | 4 | u8 | type, see `RecordType` |
 * | 5 | u8 | flags, see `KEYFRAME`, `DISCONTINUITY`, `PREROLL` |
 * | 6 | u16 | reserved, 0 |
 * | 8 | u32 | subscription, chosen by the window; 0 for the clock record |
 * | 12 | u32 | sequence: counts units per subscription; for the clock record the batch number |
 * | 16 | f64 | presentation time in µs |
 * | 24 | f64 | arrival in ms of the media process's monotonic clock; for the clock record its time now; for a capture-time record epoch ms |
 *
 * A `captureTime` record says when the camera took the picture of its presentation time; by the same
 * distance every later picture is dated. It is sent when the distance changes, not with every unit.
 */
export const RECORD_HEADER_BYTES = 32;

/** `sound` and `soundState` belong to subscriptions made by `listen`; see `sound.ts` for what they hold. */
export const RecordType = {
  config: 1,
  unit: 2,
  picture: 3,
  state: 4,
  clock: 5,
  captureTime: 6,
  sound: 7,
  soundState: 8,
  replay: 9,
  diagnostics: 10,
} as const;
export type RecordType = (typeof RecordType)[keyof typeof RecordType];

/** The unit can be decoded without any earlier one. */
export const KEYFRAME = 1;
/** Units were dropped before this one (back-pressure or reconnect); decoding may only resume at a keyframe. */
export const DISCONTINUITY = 2;
/** Of a replay: to be decoded but not shown, on the way to the frame that was asked for. */
export const PREROLL = 4;

/** Flags of a `captureTime` record: who told the time; 0 = nobody does any more. */
export const CaptureOrigin = { none: 0, rtcp: 1, replay: 2 } as const;

/** Payload of a `picture` record: u16 width, u16 height, u8 matrix (0 bt601, 1 bt709), u8 full range, u16 reserved, then tight I420 planes. */
/** Pictures are never made wider: larger ones would fill the link. */
export const MAX_PICTURE_WIDTH = 1920;
export const PICTURE_HEADER_BYTES = 8;

export interface LinkRecord {
  readonly type: RecordType;
  readonly flags: number;
  readonly subscription: number;
  readonly sequence: number;
  readonly ptsUs: number;
  readonly arrivalMs: number;
  /** A view into the batch: copy it to keep it. */
  readonly payload: Uint8Array;
}

/** Writes one record header at `offset`; the payload of `payloadBytes` follows at `offset + RECORD_HEADER_BYTES`. */
export function writeRecordHeader(view: DataView, offset: number, record: Omit<LinkRecord, 'payload'>, payloadBytes: number): void {
  view.setUint32(offset, RECORD_HEADER_BYTES + payloadBytes, true);
  view.setUint8(offset + 4, record.type);
  view.setUint8(offset + 5, record.flags);
  view.setUint16(offset + 6, 0, true);
  view.setUint32(offset + 8, record.subscription, true);
  view.setUint32(offset + 12, record.sequence, true);
  view.setFloat64(offset + 16, record.ptsUs, true);
  view.setFloat64(offset + 24, record.arrivalMs, true);
}

/** Reads a batch record by record. Throws `RangeError` on a size that does not fit: the link is ours, so that is a bug. */
export function readRecords(batch: Uint8Array, visit: (record: LinkRecord) => void): void {
  const view = new DataView(batch.buffer, batch.byteOffset, batch.byteLength);
  for (let offset = 0; offset < batch.byteLength;) {
    const size = view.getUint32(offset, true);
    if (size < RECORD_HEADER_BYTES || offset + size > batch.byteLength)
      throw new RangeError(`media link record of ${size} bytes at ${offset}`);
    visit({
      type: view.getUint8(offset + 4) as RecordType, // the switch at the reader ignores unknown types
      flags: view.getUint8(offset + 5),
      subscription: view.getUint32(offset + 8, true),
      sequence: view.getUint32(offset + 12, true),
      ptsUs: view.getFloat64(offset + 16, true),
      arrivalMs: view.getFloat64(offset + 24, true),
      payload: batch.subarray(offset + RECORD_HEADER_BYTES, offset + size),
    });
    offset += size;
  }
}
