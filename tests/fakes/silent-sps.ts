import { escaped } from '../../src-main/media/codec/annex-b.ts';
import { BitWriter } from '../../src-main/media/codec/bit-writer.ts';
import { locateRestriction } from '../../src-main/media/codec/h264-reorder.ts';

/** An H.264 parameter set as many cameras send it: with VUI, but without `bitstream_restriction`. */
export function silentSps(sps: Uint8Array): Uint8Array {
  const found = locateRestriction(sps);
  if (found === null) throw new Error('broken parameter set');
  const writer = new BitWriter();
  writer.copy(found.payload, found.restrictionAt);
  writer.bit(0);
  return escaped(sps.subarray(0, 1), writer.finish());
}
