/** Looks at a healthy tile, one a second; changes make a hop sick. */
import type { DecoderDiagnostics, MediaDiagnostics, TileDiagnostics } from '../../src-contract/model/diagnostics.ts';
import { cameraId } from './camera-rows.ts';

export interface DiagnosticsChanges {
  readonly cell?: number;
  readonly source?: Partial<MediaDiagnostics['source']>;
  readonly stream?: Partial<MediaDiagnostics['stream']>;
  readonly process?: Partial<MediaDiagnostics['process']>;
  readonly link?: Partial<MediaDiagnostics['link']>;
  readonly decoder?: Partial<DecoderDiagnostics>;
  readonly glass?: Partial<TileDiagnostics['glass']>;
  readonly tile?: Partial<Pick<TileDiagnostics, 'linkUp' | 'media' | 'mediaAgeMs' | 'decoder'>>;
}

/** The look after `second` seconds of a 15 fps stream at 400 kbit/s; what is changed replaces the counts of that look. */
export function tileDiagnostics(second: number, changes: DiagnosticsChanges = {}): TileDiagnostics {
  const frames = 15 * second;
  return {
    cell: changes.cell ?? 0,
    cameraId: cameraId((changes.cell ?? 0) + 1),
    atMs: 1_000_000 + second * 1000,
    mediaAgeMs: 300,
    media: {
      atMs: 50_000 + second * 1000,
      source: {
        kind: 'native',
        reason: 'preferred',
        transport: 'tcp',
        connects: 1,
        challenges: 1,
        bytes: 50_000 * second,
        packets: 45 * second,
        lost: 0,
        reordered: 0,
        duplicates: 0,
        jitterMs: 2,
        reportedLoss: 0,
        roundTripMs: 3,
        ...changes.source,
      },
      stream: {
        state: { kind: 'playing' },
        units: frames,
        keyframes: second,
        keyframeIntervalMs: 1000,
        frameIntervalMs: 1000 / 15,
        torn: 0,
        unusable: 0,
        lagMs: 4,
        holdMs: 0,
        cachedUnits: 8,
        cachedBytes: 30_000,
        viewers: 1,
        ...changes.stream,
      },
      process: { loopDelayMs: 4, ...changes.process },
      link: { batches: 90 * second, bytes: 60_000 * second, unacknowledgedBytes: 2_000, dropped: 0, ...changes.link },
    },
    linkUp: true,
    decoder: {
      atMs: 1_000_000 + second * 1000,
      kind: 'webcodecs',
      why: 'proven',
      phase: 'running',
      queued: 1,
      received: frames,
      receivedBytes: 48_000 * second,
      missing: 0,
      linkDelayMs: 3,
      decoded: frames,
      dropped: 0,
      overtaken: 0,
      errors: 0,
      recreations: 0,
      decodeMs: 6,
      ...changes.decoder,
    },
    glass: {
      state: 'live',
      reason: null,
      profile: 'sub',
      presented: frames,
      painted: frames,
      skipped: 0,
      ageMs: 40,
      ageP95Ms: 62,
      visible: true,
      ...changes.glass,
    },
    ...changes.tile,
  };
}
