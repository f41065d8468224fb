/** Units of time that cross files. A number without one of these brands is not a time. */

/** Milliseconds of a process's own monotonic clock; comparable only within that process. */
export type MonotonicMs = number & { readonly __unit: 'monotonic-ms' };
/** Milliseconds since the Unix epoch, UTC. */
export type EpochMs = number & { readonly __unit: 'epoch-ms' };
/** Microseconds on a stream's own presentation time line, as WebCodecs counts them. */
export type PtsUs = number & { readonly __unit: 'pts-us' };

export const monotonicMs = (value: number): MonotonicMs => value as MonotonicMs; // brand: the one way in
export const epochMs = (value: number): EpochMs => value as EpochMs; // brand: the one way in
export const ptsUs = (value: number): PtsUs => value as PtsUs; // brand: the one way in
