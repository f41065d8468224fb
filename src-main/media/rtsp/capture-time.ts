import type { SenderReport } from './rtcp.ts';

/** A report whose timestamp is further than this from the media's does not speak about it. */
const maxApartSeconds = 60;

/** Capture time of pictures from the camera's sender reports. */
export class CaptureTime {
  readonly #clockRate: number;
  #report: SenderReport | null = null;
  #reportAtMs = 0;

  constructor(clockRate: number) {
    this.#clockRate = clockRate;
  }

  /** Reports with a foreign SSRC count when their time fits (Tapo); `newest` is the latest media timestamp, `null` before there is one. */
  take(report: SenderReport, nowMs: number, mediaSsrc: number | null, newest: number | null): void {
    const apart = newest === null ? 0 : Math.abs((report.timestamp - newest) | 0);
    if (apart > maxApartSeconds * this.#clockRate && report.ssrc !== mediaSsrc) return;
    this.#report = report;
    this.#reportAtMs = nowMs;
  }

  forget(): void {
    this.#report = null;
  }

  of(timestamp: number): { readonly epochMs: number; readonly origin: 'rtcp' } | null {
    const report = this.#report;
    if (report?.epochMs == null) return null;
    const ticks = (timestamp - report.timestamp) | 0;
    if (Math.abs(ticks) > maxApartSeconds * this.#clockRate) return null;
    return { epochMs: report.epochMs + (ticks * 1000) / this.#clockRate, origin: 'rtcp' };
  }

  /** What a receiver report says about the last sender report. */
  echo(nowMs: number): { readonly ntpMiddle: number; readonly delay: number } {
    if (this.#report === null) return { ntpMiddle: 0, delay: 0 };
    return { ntpMiddle: this.#report.ntpMiddle, delay: Math.round((nowMs - this.#reportAtMs) * 65.536) };
  }
}
