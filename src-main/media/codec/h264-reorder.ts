/**
 * Stops decoders from holding H.264 pictures back. A sequence parameter set without
 * `bitstream_restriction` (ITU-T H.264 annex E) leaves open how many pictures may come out of order,
 * so decoders wait for as many as the level allows. Where the stream provably sends pictures in the
 * order they are shown, saying so in the parameter set ends the wait.
 */
import { escaped, unescaped, visitNals } from './annex-b.ts';
import { BitReader } from './bit-reader.ts';
import { BitWriter } from './bit-writer.ts';
import { H264Nal, readSpsUpToVui } from './h264.ts';

/** Pictures without a B slice after which a stream counts as having none: longer than any B pyramid in use. */
const PROOF_PICTURES = 12;
const BASELINE = 66;
/** Values that mean "no limit stated" where they must be written (annex E.2.1). */
const UNLIMITED = { bytesPerPicture: 2, bitsPerBlock: 1, motionVector: 16 } as const;

export interface SpsOrder {
  /** The parameter set says nothing about reordering. */
  readonly silent: boolean;
  /** Pictures are shown in the order they are sent, by the parameter set alone. */
  readonly inOrder: boolean;
}

/** What a parameter set (with its NAL header) says about the order of pictures; `null` when it is broken. */
export function spsOrder(nal: Uint8Array): SpsOrder | null {
  const found = locateRestriction(nal);
  return found === null ? null : { silent: found.silent, inOrder: found.pictureOrder === 2 || (nal[1] ?? 0) === BASELINE };
}

/** The same parameter set with `max_num_reorder_frames` = 0; `null` when it is broken or states a restriction of its own. */
export function withoutReordering(nal: Uint8Array): Uint8Array | null {
  const found = locateRestriction(nal);
  if (found?.silent !== true) return null;
  const writer = new BitWriter();
  writer.copy(found.payload, found.restrictionAt);
  if (!found.hasVui) {
    writer.bit(1);
    writer.bits(0, 8); // aspect, overscan, signal, chroma place, timing, both HRDs, picture structure: all absent
  }
  writer.bit(1);
  writer.bit(1);
  writer.ue(UNLIMITED.bytesPerPicture);
  writer.ue(UNLIMITED.bitsPerBlock);
  writer.ue(UNLIMITED.motionVector);
  writer.ue(UNLIMITED.motionVector);
  writer.ue(0);
  writer.ue(found.referenceFrames);
  return escaped(nal.subarray(0, 1), writer.finish());
}

/** Where a parameter set would state its restriction. */
export interface Located {
  /** Everything after the NAL header, without emulation prevention. */
  readonly payload: Uint8Array;
  readonly pictureOrder: number;
  readonly referenceFrames: number;
  readonly hasVui: boolean;
  readonly silent: boolean;
  /** Bit of `payload` where the restriction flag, or without VUI the VUI flag, stands. */
  readonly restrictionAt: number;
}

/** Finds that place; `null` when the parameter set is broken. */
export function locateRestriction(nal: Uint8Array): Located | null {
  const payload = unescaped(nal).subarray(1);
  const reader = new BitReader(payload);
  const profile = reader.bits(8);
  reader.skip(16);
  const { pictureOrder, referenceFrames } = readSpsUpToVui(reader, profile);
  const vuiAt = reader.position;
  const hasVui = reader.bit() === 1;
  if (hasVui) skipVuiUpToRestriction(reader);
  const restrictionAt = hasVui ? reader.position : vuiAt;
  const silent = !hasVui || reader.bit() === 0;
  if (reader.exhausted || referenceFrames > 16) return null;
  return { payload, pictureOrder, referenceFrames, hasVui, silent, restrictionAt };
}

function skipVuiUpToRestriction(reader: BitReader): void {
  const extendedSar = 255;
  if (reader.bit() === 1 && reader.bits(8) === extendedSar) reader.skip(32);
  if (reader.bit() === 1) reader.skip(1);
  if (reader.bit() === 1) {
    reader.skip(4);
    if (reader.bit() === 1) reader.skip(24);
  }
  if (reader.bit() === 1) {
    reader.ue();
    reader.ue();
  }
  if (reader.bit() === 1) reader.skip(65);
  const nalHrd = reader.bit() === 1;
  if (nalHrd) skipHrd(reader);
  const vclHrd = reader.bit() === 1;
  if (vclHrd) skipHrd(reader);
  if (nalHrd || vclHrd) reader.skip(1);
  reader.skip(1);
}

function skipHrd(reader: BitReader): void {
  const count = Math.min(reader.ue(), 31) + 1;
  reader.skip(8);
  for (let index = 0; index < count; index += 1) {
    reader.ue();
    reader.ue();
    reader.skip(1);
  }
  reader.skip(20);
}

/** Whether the first slice of a unit is a B slice; `null` for a unit without slices. */
export function isBidirectional(unit: Uint8Array): boolean | null {
  let found: boolean | null = null;
  visitNals(unit, (byte, begin) => {
    const type = byte & 0x1f;
    if (type < H264Nal.slice || type > H264Nal.idr) return true;
    const reader = new BitReader(unescaped(unit.subarray(begin + 1, begin + 17)));
    reader.ue();
    found = reader.ue() % 5 === 1;
    return false;
  });
  return found;
}

/** Watches one connection's pictures and patches its parameter sets once, and only while, none came out of order. */
export class ReorderPatch {
  #pictures = 0;
  #bidirectional = false;
  #source: Uint8Array | null = null;
  #patched: Uint8Array | null = null;

  /** To be told every unit. Once a B slice was seen nothing is patched any more. */
  watch(unit: Uint8Array): void {
    if (this.#bidirectional) return;
    const verdict = isBidirectional(unit);
    if (verdict === true) this.#bidirectional = true;
    else if (verdict === false) this.#pictures += 1;
  }

  /** The parameter set to send in place of `sps`; the same one where nothing may be promised. */
  apply(sps: Uint8Array): Uint8Array {
    if (this.#bidirectional) return sps;
    if (this.#pictures < PROOF_PICTURES && spsOrder(sps)?.inOrder !== true) return sps;
    if (this.#source !== sps) {
      this.#source = sps;
      this.#patched = withoutReordering(sps);
    }
    return this.#patched ?? sps;
  }
}
