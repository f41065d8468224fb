import { concatScript, protocolWhitelist, rtspUrl, type RtspInput } from './concat-script.ts';

/** What the probe found out about the FFmpeg in use, as far as arguments depend on it. */
export interface PullOptions {
  /** `timeout` from lavf 59 (FFmpeg 5.0); `stimeout` before. */
  readonly rtspTimeoutOption: string;
  /** Bound on every blocking socket operation; also how long an orphan without data can live. */
  readonly socketTimeoutMs: number;
}

export interface PreparedRun {
  readonly args: readonly string[];
  readonly stdin: string;
}

/**
 * Stream copy of one camera's video to NUT on stdout.
 *
 * Never `-fflags nobuffer`: with copy it throws the first GOP away (2040 ms instead of 43 ms to the
 * first picture). Video only and a minimal probe: a picture as soon as the first keyframe is here.
 */
export function pullRun(input: RtspInput, options: PullOptions): PreparedRun {
  const script = concatScript(rtspUrl(input), {
    rtsp_transport: input.transport,
    [options.rtspTimeoutOption]: String(options.socketTimeoutMs * 1000),
    analyzeduration: '0',
    probesize: '32',
    allowed_media_types: 'video',
    ...(input.transport === 'udp' ? { buffer_size: String(4 * 1024 * 1024) } : {}),
  });
  return { args: [...base, ...copyFromScript, ...nutToStdout], stdin: script };
}

const base = ['-hide_banner', '-loglevel', 'level+warning'];
const copyFromScript = [
  ...['-protocol_whitelist', protocolWhitelist, '-f', 'concat', '-safe', '0'],
  ...['-analyzeduration', '0', '-probesize', '32', '-i', 'pipe:0', '-map', '0:v:0', '-c', 'copy'],
];
/** Shared by everything that answers in NUT: one write per unit, no syncpoints, nothing held back. */
export const nutToStdout = ['-f', 'nut', '-flush_packets', '1', '-syncpoints', 'none', '-strict', 'experimental', 'pipe:1'] as const;
