/**
 * Plays what arrives in pieces as one unbroken sound. Keeps a small stock against jitter, and holds it:
 * camera and sound card count time differently, so the stock would run dry or grow; playing up to
 * 0.5 % faster or slower, which nobody hears, keeps it level. Pure: knows neither clock nor audio API.
 */

/** The stock aimed at, ms, and how far it is let grow for a camera that delivers in gulps. */
export const TARGET_MS = 120;
const MAX_TARGET_MS = 600;
/** Every time the stock runs dry it is aimed higher; after so long without, lower again. */
const RAISE_MS = 60;
const LOWER_MS = 30;
const LOWER_AFTER_MS = 60_000;
/** A piece this long at once needs half of it beyond this in stock. */
const BESIDE_PIECE_MS = 80;
/** What lies this far above the aim is skipped: catching up by speed alone would take too long. */
const SKIP_ABOVE_MS = 250;
export const MAX_CORRECTION = 0.005;
/** Full correction is reached a quarter off the aim. */
const CORRECTION_GAIN = MAX_CORRECTION / 0.25;
/** The stock rises in steps and sinks steadily; only its mean over about this long counts. */
const MEAN_MS = 1000;
/** In and out of silence without a click. */
const FADE_MS = 5;
const STORED_SECONDS = 4;

export class Playout {
  readonly #outRate: number;
  #rate = 0;
  #ring = new Float32Array(0);
  #mask = 0;
  /** Samples ever written, and the place of the next to be played between them. */
  #written = 0;
  #position = 0;
  #playing = false;
  #meanFill = 0;
  #pieceMs = 0;
  #raisedMs = 0;
  #calmMs = 0;
  #gain = 0;
  #lastSample = 0;
  #squares = 0;
  #counted = 0;
  #underruns = 0;
  #skips = 0;

  /** `outRate` is the sound card's, samples a second. */
  constructor(outRate: number) {
    this.#outRate = outRate;
  }

  /** Stock, ms. */
  get fillMs(): number {
    return this.#rate === 0 ? 0 : ((this.#written - this.#position) * 1000) / this.#rate;
  }

  get targetMs(): number {
    return Math.min(MAX_TARGET_MS, Math.max(TARGET_MS, this.#pieceMs / 2 + BESIDE_PIECE_MS) + this.#raisedMs);
  }

  /** How often it ran dry, and how often too much had come. */
  get troubles(): { readonly underruns: number; readonly skips: number } {
    return { underruns: this.#underruns, skips: this.#skips };
  }

  push(samples: Float32Array, rate: number): void {
    if (rate !== this.#rate) this.#begin(rate);
    const pieceMs = (samples.length * 1000) / rate;
    this.#pieceMs = Math.max(pieceMs, this.#pieceMs * 0.99);
    const kept = samples.length > this.#ring.length / 2 ? samples.subarray(samples.length - this.#ring.length / 2) : samples;
    for (const sample of kept) {
      this.#ring[this.#written & this.#mask] = sample;
      this.#written += 1;
    }
    if (this.fillMs > this.targetMs + this.#pieceMs + SKIP_ABOVE_MS) this.#skip();
  }

  /** Fills `out` with what is to be heard next; with silence while there is nothing. */
  pull(out: Float32Array): void {
    if (!this.#playing) this.#startIfStocked();
    const step = this.#playing ? this.#step(out.length) : 0;
    const fade = 1000 / (FADE_MS * this.#outRate);
    for (let at = 0; at < out.length; at += 1) {
      const sample = this.#playing ? this.#next(step) : null;
      this.#gain = sample === null ? Math.max(0, this.#gain - fade) : Math.min(1, this.#gain + fade);
      if (sample !== null) this.#lastSample = sample;
      const heard = this.#lastSample * this.#gain;
      out[at] = heard;
      this.#squares += heard * heard;
    }
    this.#counted += out.length;
  }

  /** Loudness of what was heard since the last call, root mean square, 0…1. */
  takeLevel(): number {
    const level = this.#counted === 0 ? 0 : Math.sqrt(this.#squares / this.#counted);
    this.#squares = 0;
    this.#counted = 0;
    return level;
  }

  #begin(rate: number): void {
    this.#rate = rate;
    const length = 2 ** Math.ceil(Math.log2(rate * STORED_SECONDS));
    this.#ring = new Float32Array(length);
    this.#mask = length - 1;
    this.#written = 0;
    this.#position = 0;
    this.#playing = false;
    this.#pieceMs = 0;
    this.#raisedMs = 0;
  }

  /** A piece has just come when there is enough: the mean will be half a piece lower. */
  #startIfStocked(): void {
    if (this.#rate === 0 || this.fillMs < this.targetMs + this.#pieceMs / 2) return;
    this.#playing = true;
    this.#meanFill = this.targetMs;
    this.#calmMs = 0;
  }

  /** How far one sample of the card moves on in the camera's. */
  #step(length: number): number {
    const blockMs = (length * 1000) / this.#outRate;
    this.#calmMs += blockMs;
    if (this.#calmMs > LOWER_AFTER_MS) {
      this.#calmMs = 0;
      this.#raisedMs = Math.max(0, this.#raisedMs - LOWER_MS);
    }
    this.#meanFill += (this.fillMs - this.#meanFill) * Math.min(1, blockMs / MEAN_MS);
    const off = this.#meanFill / this.targetMs - 1;
    const correction = Math.min(MAX_CORRECTION, Math.max(-MAX_CORRECTION, off * CORRECTION_GAIN));
    return (this.#rate / this.#outRate) * (1 + correction);
  }

  /** The next sample, by a cubic through its four neighbours; `null` when the stock has run dry. */
  #next(step: number): number | null {
    const whole = Math.floor(this.#position);
    if (whole + 2 >= this.#written) {
      this.#dry();
      return null;
    }
    const ring = this.#ring;
    const mask = this.#mask;
    const part = this.#position - whole;
    const one = ring[whole & mask] ?? 0;
    const before = whole === 0 ? one : (ring[(whole - 1) & mask] ?? 0);
    const two = ring[(whole + 1) & mask] ?? 0;
    const after = ring[(whole + 2) & mask] ?? 0;
    this.#position += step;
    const slope = (two - before) / 2;
    const bend = before - 2.5 * one + 2 * two - after / 2;
    const turn = (after - before) / 2 + 1.5 * (one - two);
    return ((turn * part + bend) * part + slope) * part + one;
  }

  #dry(): void {
    this.#playing = false;
    this.#underruns += 1;
    this.#raisedMs = Math.min(MAX_TARGET_MS, this.#raisedMs + RAISE_MS);
  }

  #skip(): void {
    this.#skips += 1;
    this.#position = this.#written - (this.targetMs * this.#rate) / 1000;
    this.#meanFill = this.targetMs;
    this.#gain = 0;
  }
}
