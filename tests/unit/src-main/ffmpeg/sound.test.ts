import { describe, expect, it } from 'vitest';
import { saysNoSound, soundRun } from '../../../../src-main/ffmpeg/sound.ts';

const camera = { url: 'rtsp://10.0.0.7/main', username: 'xem', password: "m'ật khẩu", transport: 'udp' } as const;

describe('sound by FFmpeg', () => {
  it('asks for audio alone, with address and password on stdin and nowhere else', () => {
    const { args, stdin } = soundRun(camera, { rtspTimeoutOption: 'timeout', socketTimeoutMs: 4500 });
    expect(stdin).toContain("option allowed_media_types 'audio'");
    expect(stdin).toContain('10.0.0.7');
    expect(args.join(' ')).not.toMatch(/10\.0\.0\.7|xem/u);
    expect(args).toContain('pcm_s16le');
  });

  it('knows FFmpeg 5.1’s words for a camera without sound', () => {
    expect(saysNoSound(['[rtsp @ 0x5631e9b10980] [error] method PLAY failed: 454 Session Not Found'])).toBe(true);
    expect(saysNoSound(["[fatal] Stream map '0:a:0' matches no streams."])).toBe(true);
    expect(saysNoSound(['[rtsp @ 0x1] [error] method DESCRIBE failed: 404 Not Found'])).toBe(false);
  });
});
