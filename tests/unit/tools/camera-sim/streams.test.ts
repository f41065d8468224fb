import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { buildCameras } from '../../../../tools/camera-sim/cameras.ts';
import { camerasCsv } from '../../../../tools/camera-sim/cameras-csv.ts';
import { FaultBoard } from '../../../../tools/camera-sim/faults.ts';
import { CameraStream } from '../../../../tools/camera-sim/media/camera-stream.ts';
import type { Clip } from '../../../../tools/camera-sim/media/clips.ts';
import { RtpSender, type Carrier } from '../../../../tools/camera-sim/media/rtp-sender.ts';
import { buildTemplate } from '../../../../tools/camera-sim/packetise/rtp-template.ts';
import { interleavedCarrier, Throttle, type CarrierFaults } from '../../../../tools/camera-sim/rtsp/carriers.ts';

/** Ten frames at 10 fps, a keyframe every five. */
function clip(id = 'a', length = 10): Clip {
  const units = Array.from({ length }, (_, index) => buildTemplate([Buffer.from([index])], 96, index % 5 === 0, true));
  return {
    id,
    codec: 'h264',
    format: { media: 'video', payloadType: 96, rtpmap: 'H264/90000', fmtp: null, clockRate: 90_000 },
    unitTicks: 9000,
    units,
    entry: null,
  };
}

/** Remembers what it was given; `room` can be taken away. */
class RecordingCarrier implements Carrier {
  readonly mediaChannel = 0;
  readonly frames: { readonly index: number; readonly timestamp: number; readonly sequence: number }[] = [];
  reports = 0;
  room = true;
  hasRoom(): boolean {
    return this.room;
  }
  sendMedia(block: Buffer): void {
    this.frames.push({ index: block[16] ?? -1, timestamp: block.readUInt32BE(8), sequence: block.readUInt16BE(6) });
  }
  sendControl(): void {
    this.reports += 1;
  }
  close(): void {
    this.room = false;
  }
}

function setup(
  options: { readonly wanted?: () => Clip; readonly held?: () => boolean; readonly frozen?: () => boolean; readonly rtpBase?: number } = {},
): {
  stream: CameraStream;
  logged: [number, number, number][];
  receiver: () => { carrier: RecordingCarrier; sender: RtpSender };
} {
  const logged: [number, number, number][] = [];
  const only = clip();
  const hooks = {
    wantedClip: options.wanted ?? ((): Clip => only),
    frozen: options.frozen ?? ((): boolean => false),
    mediaHeld: options.held ?? ((): boolean => false),
    onSent: (index: number, counter: number, rtp: number): void => void logged.push([index, counter, rtp]),
  };
  const stream = new CameraStream(hooks, 0, 0, options.rtpBase ?? 1000);
  const receiver = (): { carrier: RecordingCarrier; sender: RtpSender } => {
    const carrier = new RecordingCarrier();
    return { carrier, sender: new RtpSender(carrier, { wallMs: () => 0, rtpAt: () => 0 }, 7, 65_534) };
  };
  return { stream, logged, receiver };
}

const play = (stream: CameraStream, from: number, to: number): void => {
  for (let now = from; now <= to; now += 5) stream.tick(now);
};

describe('camera stream', () => {
  it('sends the keyframe of its group in place of every picture while it hangs, its time goes on', () => {
    let hangs = false;
    const { stream, receiver } = setup({ frozen: () => hangs });
    const { carrier, sender } = receiver();
    stream.join(sender, 0);
    play(stream, 0, 750);
    hangs = true;
    play(stream, 755, 1250);
    hangs = false;
    play(stream, 1255, 1450);
    expect(carrier.frames.map((frame) => frame.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 5, 5, 0, 0, 0, 3, 4]);
    expect(new Set(carrier.frames.map((frame, index) => frame.timestamp - index * 9000)).size).toBe(1);
  });

  it('loops without a seam in time or numbers', () => {
    const { stream, logged, receiver } = setup({ rtpBase: 2 ** 32 - 9000 });
    const { carrier, sender } = receiver();
    stream.join(sender, 0);
    play(stream, 0, 2050);
    expect(carrier.frames.map((frame) => frame.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0]);
    expect(carrier.frames.slice(0, 3).map((frame) => frame.timestamp)).toEqual([2 ** 32 - 9000, 0, 9000]);
    expect(carrier.frames.slice(0, 4).map((frame) => frame.sequence)).toEqual([65_534, 65_535, 0, 1]);
    expect(logged.map(([, counter]) => counter)).toEqual(carrier.frames.map((_, index) => index));
  });

  it('begins a keyframe for its first receiver, and lets a second wait for the next', () => {
    const { stream, receiver } = setup();
    const [first, second] = [receiver(), receiver()];
    expect(stream.join(first.sender, 730)).toBe(1000 + 8 * 9000);
    play(stream, 730, 1000);
    expect(first.carrier.frames[0]).toMatchObject({ index: 0, timestamp: 1000 + 8 * 9000 });
    const promised = stream.join(second.sender, 1001);
    play(stream, 1005, 1400);
    expect(second.carrier.frames[0]).toMatchObject({ index: 5, timestamp: promised });
    expect(first.carrier.frames.map((frame) => frame.index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('changes its clip at a keyframe only', () => {
    const [before, after] = [clip('a'), clip('b', 5)];
    let wanted = before;
    const { stream, receiver } = setup({ wanted: () => wanted });
    const { carrier, sender } = receiver();
    stream.join(sender, 0);
    play(stream, 0, 250);
    wanted = after;
    play(stream, 255, 1250);
    expect(stream.clip.id).toBe('b');
    expect(carrier.frames.map((frame) => frame.index)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2]);
    carrier.frames.slice(1).forEach((frame, index) => {
      expect(frame.timestamp - (carrier.frames[index]?.timestamp ?? 0)).toBe(9000);
    });
  });

  it('skips rather than bursts after the process was held up, going on at a keyframe', () => {
    const { stream, receiver } = setup();
    const { carrier, sender } = receiver();
    stream.join(sender, 0);
    play(stream, 0, 100);
    play(stream, 1250, 1600);
    expect(carrier.frames.map((frame) => frame.index)).toEqual([0, 1, 5, 6]);
    expect(carrier.frames[2]?.timestamp).toBe(1000 + 15 * 9000);
  });

  it('sends nothing while held and logs nothing that was not sent', () => {
    let held = false;
    const { stream, logged, receiver } = setup({ held: () => held });
    const { carrier, sender } = receiver();
    stream.join(sender, 0);
    play(stream, 0, 150);
    held = true;
    play(stream, 155, 350);
    held = false;
    play(stream, 355, 650);
    expect(carrier.frames.map((frame) => frame.index)).toEqual([0, 1, 5, 6]);
    expect(logged.map(([index]) => index)).toEqual([0, 1, 5, 6]);
  });
});

describe('sender', () => {
  it('drops to the next keyframe when there is no room, counts it, and keeps numbers without gaps', () => {
    const { stream, receiver } = setup();
    const { carrier, sender } = receiver();
    stream.join(sender, 0);
    play(stream, 0, 100);
    carrier.room = false;
    play(stream, 105, 200);
    carrier.room = true;
    play(stream, 205, 600);
    expect(carrier.frames.map((frame) => frame.index)).toEqual([0, 1, 5, 6]);
    expect(carrier.frames.map((frame) => frame.sequence)).toEqual([65_534, 65_535, 0, 1]);
    expect(sender.counts).toEqual({ packets: 4, octets: 4, dropped: 3 });
  });

  it('reports at once and then every five seconds', () => {
    const { receiver } = setup();
    const { carrier, sender } = receiver();
    for (let now = 0; now <= 10_100; now += 100) sender.report(now);
    expect(carrier.reports).toBe(3);
  });
});

describe('carriers', () => {
  const harmless: CarrierFaults = { limit: () => null, lose: () => false, spoil: () => undefined };

  it('has no room once the connection holds too much unsent', () => {
    const socket = new Socket();
    const carrier = interleavedCarrier(socket, [0, 1], new Throttle(), harmless);
    expect(carrier.hasRoom(1_000_000, 0)).toBe(true);
    expect(carrier.hasRoom(2_000_000, 0)).toBe(false);
    socket.destroy();
    expect(carrier.hasRoom(1, 0)).toBe(false);
  });

  it('throttles to the limit over time', () => {
    const throttle = new Throttle();
    let passed = 0;
    for (let now = 0; now <= 10_000; now += 40) if (throttle.take(500, 2000, now)) passed += 500;
    expect(passed / 10).toBeGreaterThan(1800);
    expect(passed / 10).toBeLessThan(2200);
  });
});

describe('cameras', () => {
  it('are named by the scheme, with H.265 and MJPEG among each dozen', () => {
    const cameras = buildCameras(30);
    expect(cameras[0]?.name).toBe('[GT] Đảo tròn trung tâm - hướng Bắc - P. Phan Đình Phùng');
    expect(new Set(cameras.map((camera) => camera.name)).size).toBe(30);
    expect(cameras.filter((camera) => camera.mainProfile === 'hevc').map((camera) => camera.number)).toEqual([7, 19]);
    expect(cameras.filter((camera) => camera.subProfile === 'mjpeg').map((camera) => camera.number)).toEqual([12, 24]);
  });

  it('are written as CSV with quoting where it is needed', () => {
    const [camera] = buildCameras(1);
    if (camera === undefined) throw new Error('no camera');
    const csv = camerasCsv(
      [{ ...camera, name: 'a "b", c' }],
      (n, profile) => `rtsp://h/${String(n)}/${profile}`,
      () => ({ kind: 'basic', username: 'u', password: 'x,y' }),
    );
    expect(csv.split('\r\n')).toEqual([
      'number,name,area,main_url,sub_url,transport,username,password',
      '1,"a ""b"", c",P. Phan Đình Phùng,rtsp://h/1/main?audio=pcma,rtsp://h/1/sub,tcp,u,"x,y"',
      '',
    ]);
  });
});

describe('fault board', () => {
  it('prefers a camera’s own fault, and lifts by camera, kind or all', () => {
    const board = new FaultBoard();
    board.set('all', { kind: 'loss', percent: 10 });
    board.set(3, { kind: 'loss', percent: 90 });
    board.set(3, { kind: 'rtcp-only' });
    expect([board.get(3, 'loss')?.percent, board.get(4, 'loss')?.percent, board.get(4, 'rtcp-only')]).toEqual([90, 10, undefined]);
    board.clear(3, 'loss');
    expect([board.get(3, 'loss')?.percent, board.get(3, 'rtcp-only')?.kind]).toEqual([10, 'rtcp-only']);
    board.clear(3);
    expect(board.list()).toEqual([{ camera: 'all', fault: { kind: 'loss', percent: 10 } }]);
    board.clear();
    expect(board.list()).toEqual([]);
  });
});
