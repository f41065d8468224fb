/**
 * The diagnostics file: one JSON text for whoever has to find a fault from afar. Pure.
 *
 * What goes in is chosen field by field, addresses are reduced to their shape, user names and places
 * on the disk are masked; on top of that every text passes the mask of all secrets the program knows.
 */
import type { FfmpegStatus, Notice } from '../../../src-contract/ipc/app.ts';
import type { Camera } from '../../../src-contract/model/camera.ts';
import type { TileDiagnostics } from '../../../src-contract/model/diagnostics.ts';
import type { ProvenDecoder } from '../../../src-contract/model/proven-decoder.ts';
import type { Settings } from '../../../src-contract/model/settings.ts';
import type { OpenReport } from '../../cache/open-local-store.ts';
import type { Display } from '../../hosts/host.ts';
import { addressShape } from './address-shape.ts';
import type { RecentHistory } from './recent-history.ts';
import { tileSecondColumns } from './tile-seconds.ts';
import { masked, maskOf } from './secret-mask.ts';

export interface DiagnosticsFacts {
  readonly writtenAt: string;
  readonly version: string;
  readonly host: { readonly kind: string; readonly version: string };
  /** Of the machine and its processes: numbers, and names of systems and chips. */
  readonly machine: Readonly<Record<string, string | number>>;
  readonly displays: readonly Display[];
  readonly ffmpeg: FfmpegStatus;
  readonly settings: Settings;
  readonly cameras: readonly Camera[];
  readonly decoders: readonly ProvenDecoder[];
  readonly notices: readonly Notice[];
  readonly database: OpenReport;
  readonly secretsKept: { readonly backend: string; readonly strong: boolean };
  /** Streams pulled before anybody watched them, since the start. */
  readonly warmStreams: Readonly<Record<string, number>>;
  /** Keyframes asked of devices by ONVIF, since the start; what failed by its reason. */
  readonly keyframeRequests: Readonly<Record<string, number>>;
  readonly history: Pick<RecentHistory, 'tiles' | 'streams'>;
  /** Every hop of every tile, as the window that asked just counted. */
  readonly hops: readonly TileDiagnostics[];
  /** Newest last. */
  readonly log: readonly string[];
}

/** `secrets` is everything that must not appear, whatever it was put into. */
export function diagnosticsReport(facts: DiagnosticsFacts, secrets: readonly string[]): string {
  const { history, cameras, database, settings, ffmpeg, ...plain } = facts;
  const report = {
    format: 'thai-nguyen-vms-diagnostics-1',
    ...plain,
    ffmpeg: 'path' in ffmpeg ? { ...ffmpeg, path: fileNameOf(ffmpeg.path) } : ffmpeg,
    settings: {
      ...settings,
      ffmpegPath: settings.ffmpegPath === null ? null : fileNameOf(settings.ffmpegPath),
      snapshotFolder: settings.snapshotFolder === null ? null : fileNameOf(settings.snapshotFolder),
    },
    cameras: cameras.map(cameraFacts),
    database: { mode: database.mode, schema: database.schema, events: database.events.map(({ kind }) => kind) },
    streams: history.streams,
    tileColumns: tileSecondColumns,
    tiles: history.tiles,
    log: facts.log,
  };
  return `${JSON.stringify(masked(report, maskOf(secrets)), null, 1)}\n`;
}

function cameraFacts({ id, number, name, area, mainUrl, subUrl, transport, username, hasPassword }: Camera): unknown {
  return {
    ...{ id, number, name, area, transport, hasPassword },
    mainAddress: addressShape(mainUrl),
    subAddress: subUrl === null ? null : addressShape(subUrl),
    hasUsername: username !== null,
  };
}

/** Folders on the way to a file tell the person's name. */
const fileNameOf = (path: string): string => path.split(/[\\/]/u).at(-1) ?? '';
