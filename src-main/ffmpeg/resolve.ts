/** Which FFmpeg to use: the one chosen by hand, else the one shipped with the program, else the one on PATH. */
import { delimiter, join } from 'node:path';
import type { FfmpegStatus } from '../../src-contract/ipc/app.ts';
import type { ProbeResult } from './probe.ts';

export type FfmpegOrigin = 'setting' | 'bundled' | 'path';

export interface FfmpegCandidate {
  readonly path: string;
  readonly origin: FfmpegOrigin;
}

export interface FfmpegPlaces {
  readonly setting: string | null;
  /** Where `ffmpeg-static` put its binary; `null` when the package is not installed. */
  readonly bundled: string | null;
  /** The PATH variable. */
  readonly searchPath: string;
  readonly platform: NodeJS.Platform;
}

/** What the rest of the program needs to know of the FFmpeg in use. */
export interface UsableFfmpeg {
  readonly path: string;
  /** Of libavformat. */
  readonly major: number;
  readonly rtspTimeoutOption: string;
}

export interface ResolvedFfmpeg {
  readonly status: FfmpegStatus;
  readonly ffmpeg: UsableFfmpeg | null;
}

/** In the order of preference. A path chosen by hand stands alone: falling back silently would hide a mistake. */
export function ffmpegCandidates(places: FfmpegPlaces): readonly FfmpegCandidate[] {
  if (places.setting !== null) return [{ path: places.setting, origin: 'setting' }];
  const bundled: FfmpegCandidate[] = places.bundled === null ? [] : [{ path: outsideArchive(places.bundled), origin: 'bundled' }];
  const name = places.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const directories = places.searchPath.split(delimiter).filter((directory) => directory !== '');
  return [...bundled, ...directories.map((directory): FfmpegCandidate => ({ path: join(directory, name), origin: 'path' }))];
}

/** The packed program's archive cannot be executed from; its binaries lie beside it. */
export function outsideArchive(path: string): string {
  return path.replace(/([\\/])app\.asar(?=[\\/])/u, '$1app.asar.unpacked');
}

/** Probes candidates in order and takes the first usable one; remembers the first unusable one to say why there is none. */
export async function resolveFfmpeg(
  places: FfmpegPlaces,
  exists: (path: string) => boolean,
  probe: (path: string) => Promise<ProbeResult>,
): Promise<ResolvedFfmpeg> {
  let unusable: FfmpegStatus | null = null;
  const tried = new Set<string>();
  for (const { path, origin } of ffmpegCandidates(places)) {
    if (tried.has(path) || (origin !== 'setting' && !exists(path))) continue;
    tried.add(path);
    const result = await probe(path);
    if (result.kind === 'usable') {
      const { version, major, rtspTimeoutOption } = result;
      return { status: { kind: 'ready', path, version, origin }, ffmpeg: { path, major, rtspTimeoutOption } };
    }
    unusable ??= { kind: 'unusable', path, reason: result.reason };
  }
  return { status: unusable ?? { kind: 'missing' }, ffmpeg: null };
}
