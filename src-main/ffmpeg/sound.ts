import { concatScript, protocolWhitelist, rtspUrl, type RtspInput } from './concat-script.ts';
import type { PreparedRun, PullOptions } from './pull.ts';

/** What FFmpeg makes of any sound: mono, signed 16 bits, little-endian, at this rate. Cameras hear nothing above 8 kHz. */
export const soundSampleRate = 16_000;

/** Decodes one camera's sound to samples on stdout; a process and a session of its own, so that pictures never wait for it. */
export function soundRun(input: RtspInput, options: PullOptions): PreparedRun {
  const script = concatScript(rtspUrl(input), {
    rtsp_transport: input.transport,
    [options.rtspTimeoutOption]: String(options.socketTimeoutMs * 1000),
    analyzeduration: '0',
    probesize: '32',
    allowed_media_types: 'audio',
  });
  const args = [
    ...['-hide_banner', '-loglevel', 'level+warning', '-protocol_whitelist', protocolWhitelist, '-f', 'concat', '-safe', '0'],
    ...['-analyzeduration', '0', '-probesize', '32', '-i', 'pipe:0', '-map', '0:a:0', '-vn', '-ac', '1', '-ar', String(soundSampleRate)],
    ...['-c:a', 'pcm_s16le', '-f', 's16le', '-flush_packets', '1', 'pipe:1'],
  ];
  return { args, stdin: script };
}

/**
 * FFmpeg's ways of saying that there is no audio among what the camera offers: where it set up nothing
 * it asks to play all the same, and the camera answers that there is no session, or not in this state.
 */
export function saysNoSound(stderr: readonly string[]): boolean {
  return stderr.some((line) => /Stream map '0:a:0' matches no streams|method PLAY failed: 45[45]\b/u.test(line));
}
