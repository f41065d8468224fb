/** Asks a binary once what it is and what it can do, instead of assuming it by version. */
import type { Clock } from '../base/clock.ts';
import { silentLog } from '../base/log.ts';
import { LiveProcesses } from './live-processes.ts';
import { createRunner } from './runner.ts';

/** Why a binary cannot be used; `ffmpeg.unusable.<reason>` in the locales says it to a person. */
export type UnusableReason = 'not-found' | 'not-executable' | 'not-ffmpeg' | 'too-old' | 'no-rtsp' | 'crashed' | 'timed-out';

export type ProbeResult =
  | { readonly kind: 'usable'; readonly version: string; readonly major: number; readonly rtspTimeoutOption: string }
  | { readonly kind: 'unusable'; readonly reason: UnusableReason };

export type Answer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: 'not-found' | 'not-executable' | 'crashed' | 'timed-out' };

/** First libavformat whose concat scripts take `option` lines (FFmpeg 5.0); without them a password would have to stand in argv. */
export const oldestLavf = 59;
const answerLimitMs = 10_000;
/** Of at most 64 KB each. */
const maxPieces = 16;

/** Both questions to one binary. `ask` runs it with arguments and answers what it printed. */
export async function probeFfmpeg(path: string, ask: (path: string, args: readonly string[]) => Promise<Answer>): Promise<ProbeResult> {
  const version = await ask(path, ['-version']);
  if (version.kind === 'failed') return { kind: 'unusable', reason: version.reason };
  const parsed = parseVersion(version.text);
  if (parsed === null) return { kind: 'unusable', reason: 'not-ffmpeg' };
  if (parsed.major < oldestLavf) return { kind: 'unusable', reason: 'too-old' };
  const demuxer = await ask(path, ['-hide_banner', '-h', 'demuxer=rtsp']);
  if (demuxer.kind === 'failed') return { kind: 'unusable', reason: demuxer.reason };
  if (!/-rtsp_transport\b/u.test(demuxer.text)) return { kind: 'unusable', reason: 'no-rtsp' };
  return { kind: 'usable', ...parsed, rtspTimeoutOption: rtspTimeoutOption(parsed.major) };
}

export function parseVersion(text: string): { readonly version: string; readonly major: number } | null {
  const version = /^ffmpeg version (\S{1,80})/u.exec(text)?.[1];
  const major = /^libavformat\s+(\d{1,3})\./mu.exec(text)?.[1];
  return version === undefined || major === undefined ? null : { version, major: Number(major) };
}

/** Before libavformat 59 `-timeout` meant "listen for a connection" and broke the client. */
export function rtspTimeoutOption(lavfMajor: number): 'timeout' | 'stimeout' {
  return lavfMajor >= 59 ? 'timeout' : 'stimeout';
}

/** Runs a binary for its answer, bounded in time and size. */
export function askBinary(
  clock: Clock,
  environment: Readonly<Record<string, string | undefined>>,
): (path: string, args: readonly string[]) => Promise<Answer> {
  return async (path, args) => {
    const pieces: Uint8Array[] = [];
    const start = createRunner({ path, clock, log: silentLog, live: new LiveProcesses(), environment });
    const run = start({
      operation: 'probe',
      args,
      stdin: '',
      onStdout: (chunk) => {
        if (pieces.length < maxPieces) pieces.push(chunk);
      },
      firstOutputMs: answerLimitMs,
      silenceMs: answerLimitMs,
    });
    const exit = await run.done;
    if (exit.cause === 'not-started') return { kind: 'failed', reason: exit.startFailure === 'ENOENT' ? 'not-found' : 'not-executable' };
    if (exit.cause !== 'by-itself') return { kind: 'failed', reason: 'timed-out' };
    return exit.code === 0 ? { kind: 'text', text: Buffer.concat(pieces).toString('utf8') } : { kind: 'failed', reason: 'crashed' };
  };
}
