/**
 * Which source pulls a stream. The native client unless it failed on this stream in a way FFmpeg
 * may not: then FFmpeg, for half an hour. Pure: remembers, but does nothing.
 */
import type { SourceKind, SourceOrigin } from '../../src-contract/link/messages.ts';
import type { StreamFailure } from '../../src-contract/model/stream-state.ts';

/** Native is tried again after this long: firmware gets updated, cameras get replaced. */
export const rememberMs = 30 * 60_000;
/** Protocol failures in a row before FFmpeg is used. */
const protocolFailuresToSwitch = 2;
/** Hang-ups in a row, without a picture ever, before FFmpeg is used: a reboot makes a few of these too. */
const hangUpsToSwitch = 4;
/** Streams remembered; the longest unused go first. */
const maxRemembered = 2000;

interface Memory {
  readonly protocolFailures: number;
  readonly hangUps: number;
  readonly played: boolean;
  readonly switched: { readonly reason: SourceOrigin['reason']; readonly atMs: number } | null;
}

const fresh: Memory = { protocolFailures: 0, hangUps: 0, played: false, switched: null };

export interface ChoiceOptions {
  /** For tests and measuring; `null` in normal operation. */
  readonly forced: SourceKind | null;
  /** 1 where one attempt is all there is. */
  readonly protocolFailures?: number;
}

/** `VMS_SOURCE=native` or `ffmpeg` fixes the source of all streams. */
export function forcedSource(environment: Readonly<Record<string, string | undefined>>): SourceKind | null {
  const wanted = environment['VMS_SOURCE'];
  return wanted === 'native' || wanted === 'ffmpeg' ? wanted : null;
}

export class SourceChoice {
  readonly #options: ChoiceOptions;
  readonly #memories = new Map<string, Memory>();

  constructor(options: ChoiceOptions) {
    this.#options = options;
  }

  get forced(): SourceKind | null {
    return this.#options.forced;
  }

  choose(stream: string, nowMs: number, ffmpegThere: boolean): SourceOrigin {
    const { forced } = this.#options;
    if (forced !== null) return { source: forced, reason: 'forced' };
    const switched = this.#memories.get(stream)?.switched ?? null;
    if (switched === null || nowMs - switched.atMs >= rememberMs) {
      if (switched !== null) this.#memories.delete(stream);
      return { source: 'native', reason: 'preferred' };
    }
    return ffmpegThere ? { source: 'ffmpeg', reason: switched.reason } : { source: 'native', reason: 'ffmpeg-missing' };
  }

  /** The native source delivered its first picture of an attempt. */
  played(stream: string): void {
    this.#remember(stream, { ...(this.#memories.get(stream) ?? fresh), hangUps: 0, played: true });
  }

  /** It went on doing so long enough to forget earlier failures. */
  settled(stream: string): void {
    this.#remember(stream, { ...fresh, played: true });
  }

  /** The native source ended. True when FFmpeg should take over at once: it is certain that native never can. */
  failed(stream: string, failure: StreamFailure, nowMs: number): boolean {
    if (this.#options.forced !== null) return false;
    const before = this.#memories.get(stream) ?? fresh;
    switch (failure) {
      case 'unsupported-codec':
        this.#remember(stream, { ...before, switched: { reason: 'unsupported-codec', atMs: nowMs } });
        return true;
      case 'protocol-error':
      case 'internal': {
        const protocolFailures = before.protocolFailures + 1;
        const enough = protocolFailures >= (this.#options.protocolFailures ?? protocolFailuresToSwitch);
        this.#remember(stream, { ...before, protocolFailures, switched: enough ? { reason: 'protocol-failures', atMs: nowMs } : null });
        return enough && this.#options.protocolFailures === 1;
      }
      case 'ended': {
        const hangUps = before.played ? 0 : before.hangUps + 1;
        const switched = hangUps >= hangUpsToSwitch ? ({ reason: 'protocol-failures', atMs: nowMs } as const) : null;
        this.#remember(stream, { ...before, hangUps, switched });
        return false;
      }
      default:
        // Wrong password, not there, not reachable, too slow: FFmpeg would meet the same, and break the row.
        this.#remember(stream, { ...before, protocolFailures: 0, hangUps: 0 });
        return false;
    }
  }

  #remember(stream: string, memory: Memory): void {
    this.#memories.delete(stream);
    this.#memories.set(stream, memory);
    const [oldest] = this.#memories.keys();
    if (this.#memories.size > maxRemembered && oldest !== undefined) this.#memories.delete(oldest);
  }
}
