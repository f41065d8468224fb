/** The diagnostics export over the program's services, and `--diagnostics`, which writes one and ends. */
import { arch, cpus, freemem, release, totalmem, uptime } from 'node:os';
import { join, resolve } from 'node:path';
import type { Snapshot } from '../../src-contract/ipc/app.ts';
import { VmsError } from '../../src-contract/errors.ts';
import { FIRST_SCREEN, type ScreenNumber } from '../../src-contract/model/screen.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
import type { Clock } from '../base/clock.ts';
import type { ProgramLog } from '../base/program-log.ts';
import type { Host } from '../hosts/host.ts';
import { exitCodes } from '../launch-options.ts';
import type { KnownCameras } from '../services/access/known-cameras.ts';
import type { CameraInventory } from '../services/camera-inventory.ts';
import { DiagnosticsExport, lastLogLines } from '../services/diagnostics/diagnostics-export.ts';
import type { KeyframeAsking } from '../services/devices/keyframe-asking.ts';
import { RecentHistory } from '../services/diagnostics/recent-history.ts';
import type { LiveService } from '../services/live.ts';
import type { MediaSupervisor } from '../services/media-supervisor.ts';
import type { Storage } from '../services/storage.ts';
import type { WarmStreams } from '../services/warm-streams.ts';
import { personsFolder } from './persons-folder.ts';
import type { Services } from './services.ts';

export interface DiagnosticsParts {
  readonly host: Host;
  readonly storage: Storage;
  readonly programLog: ProgramLog;
  readonly clock: Clock;
  readonly snapshot: (screen: ScreenNumber) => Snapshot;
  readonly media: Pick<MediaSupervisor, 'streamChanged'>;
  readonly live: Pick<LiveService, 'reported'>;
  readonly warm: Pick<WarmStreams, 'counts'>;
  readonly keyframes: Pick<KeyframeAsking, 'counts'>;
  readonly cameras: CameraInventory;
  readonly knownCameras: Pick<KnownCameras, 'list'>;
}

export function buildDiagnostics({
  host,
  storage,
  programLog,
  clock,
  snapshot,
  media,
  live,
  warm,
  keyframes,
  cameras,
  knownCameras,
}: DiagnosticsParts): DiagnosticsExport {
  const history = new RecentHistory(() => clock.wall());
  live.reported.on((tiles) => {
    history.reported(tiles);
  });
  media.streamChanged.on(({ label, state }) => {
    history.streamChanged(label, state);
  });
  return new DiagnosticsExport({
    facts: () => {
      const { version, ffmpeg, settings, decoders, notices } = snapshot(FIRST_SCREEN);
      const { backend, strong } = host.secrets;
      return {
        ...{ version, ffmpeg, settings, decoders, notices, history, machine: machineFacts() },
        host: { kind: host.kind, version: host.version },
        displays: host.displays(),
        warmStreams: { ...warm.counts },
        keyframeRequests: keyframes.counts,
        database: storage.database.report,
        secretsKept: { backend, strong },
      };
    },
    cameras,
    listed: () => knownCameras.list(),
    recentLog: () => lastLogLines(join(host.paths.logs, 'main.log')),
    folder: personsFolder(host, 'diagnostics'),
    now: () => new Date(clock.wall()),
    writeFile: writeFileAtomic,
    log: programLog.log,
  });
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);

function machineFacts(): Readonly<Record<string, string | number>> {
  const [first] = cpus();
  return {
    platform: process.platform,
    release: release(),
    architecture: arch(),
    cpu: first?.model ?? 'unknown',
    cpus: cpus().length,
    memoryMb: megabytes(totalmem()),
    freeMemoryMb: megabytes(freemem()),
    machineUpMinutes: Math.round(uptime() / 60),
    programUpMinutes: Math.round(process.uptime() / 60),
    mainMemoryMb: megabytes(process.memoryUsage().rss),
    node: process.versions.node,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** `--diagnostics FILE`: no window, no media process; only FFmpeg is looked for, because its facts belong into the file. */
export async function writeDiagnostics(
  { ffmpeg, settings, diagnostics }: Pick<Services, 'ffmpeg' | 'settings' | 'diagnostics'>,
  file: string,
  print: (line: string) => void,
  quit: (exitCode: number) => Promise<void>,
): Promise<void> {
  await ffmpeg.refresh(settings.current().ffmpegPath);
  try {
    print(`diagnostics: ${await diagnostics.write([], resolve(file))}`);
    await quit(exitCodes.done);
  } catch (failure) {
    const code = failure instanceof VmsError ? String(failure.details['code'] ?? failure.key) : 'unknown';
    print(`diagnostics not written: ${code}`);
    await quit(exitCodes.failed);
  }
}
