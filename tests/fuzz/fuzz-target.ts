/** What the fuzzer needs to know of one way hostile bytes come in. */
import type { RandomSource } from '../../tools/camera-sim/random.ts';

export interface FuzzTarget {
  readonly name: TargetName;
  /** Honest inputs to start from. */
  readonly seeds: () => readonly Uint8Array[];
  /** Byte strings that mean something to this parser. */
  readonly words: readonly Uint8Array[];
  /** Damage that keeps the outer form, so that inner parsers are reached; `null` where it does not apply. */
  readonly reshape: (input: Uint8Array, random: RandomSource) => Uint8Array | null;
  /** Throws `Finding` where a promise is broken; any other exception that gets out is a finding too. */
  readonly run: (input: Uint8Array) => void;
}

export const targetNames = ['rtsp', 'sdp', 'rtp', 'nut', 'codec', 'onvif', 'sound'] as const;
export type TargetName = (typeof targetNames)[number];

/** A broken promise: too much out of too little, another result for another split, a line end in a request. */
export class Finding extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Finding';
  }
}

export function promise(kept: boolean, what: string): void {
  if (!kept) throw new Finding(what);
}
