/** Turns RTP payloads of one codec, in order, into access units. Hostile input: bounded, never throws. */
export interface Depacketiser {
  push(payload: Uint8Array, timestamp: number, marker: boolean): void;
  /** Packets are missing before the next one. */
  lost(): void;
  /** A new source begins: what is unfinished belongs to nobody. */
  reset(): void;
  /** Whether the newest picture is held until the next one begins, because its end is not marked. */
  readonly holdsBack: boolean;
}

export interface DepacketiserEvents {
  /** One whole picture, Annex B for H.264 and H.265. */
  unit(data: Uint8Array, timestamp: number): void;
  /** Pictures were lost; what follows refers to them until the next keyframe. */
  torn(): void;
}

/** A picture of more bytes or pieces than this is no camera's. */
export const maxUnitBytes = 16 * 1024 * 1024;
export const maxUnitParts = 65_536;
