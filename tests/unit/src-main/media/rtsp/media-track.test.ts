import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monotonicMs } from '../../../../../src-contract/time.ts';
import { ReorderBuffer } from '../../../../../src-main/media/rtsp/reorder-buffer.ts';
import { readControl, receiverReport } from '../../../../../src-main/media/rtsp/rtcp.ts';
import { RtpClock } from '../../../../../src-main/media/rtsp/rtp-clock.ts';
import { RtpPacket } from '../../../../../src-main/media/rtsp/rtp-packet.ts';
import { SequenceTracker } from '../../../../../src-main/media/rtsp/sequence.ts';
import { senderReport } from '../../../../../tools/camera-sim/media/rtcp.ts';
import { bytes, listen, rtp } from './pieces.ts';

const picture = '6588';

describe('RTP packets', () => {
  it('leaves out contributing sources, extension and padding', () => {
    const packet = new RtpPacket();
    expect(packet.read(bytes('b2e0 fffe 80000001 00000007 11111111 22222222 bede0001 aabbccdd 6588 000003'))).toBe(true);
    expect(packet).toMatchObject({ marker: true, payloadType: 96, sequence: 65_534, timestamp: 0x8000_0001, ssrc: 7 });
    expect(Buffer.from(packet.payload).toString('hex')).toBe('6588');
  });

  it('refuses what is none, and survives anything', () => {
    const packet = new RtpPacket();
    expect(['', '80', '40600000000000000000000765', 'a060000000000000000000ff'].map((hex) => packet.read(bytes(hex)))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => void packet.read(noise)));
  });
});

describe('a track', () => {
  it('ignores other payload types (Geovision 50), also where they share the numbering', () => {
    const one = listen('h264');
    one.say(picture, 0, { marker: true });
    one.say('ffff', 0, { payloadType: 50 });
    one.say('4188', 3600, { marker: true });
    expect([one.units.length, one.torn()]).toEqual([2, 0]);
  });

  it('takes packets of ten thousand bytes (Tapo over UDP)', () => {
    const one = listen('h264');
    one.say(`65${'88'.repeat(9986)}`, 0, { marker: true });
    expect(one.units.map(({ data }) => data.length)).toEqual([9991]);
  });

  it('gives up on a camera that sends only another payload type', () => {
    const one = listen('h264');
    for (let packet = 0; packet < 600; packet += 1) one.say(picture, packet, { payloadType: 97 });
    expect([one.foreign(), one.units.length]).toEqual([1, 0]);
  });

  it('drops late and doubled packets, and follows a camera that numbers anew', () => {
    const one = listen('h264');
    one.say(picture, 0, { sequence: 100, marker: true });
    one.say(picture, 0, { sequence: 100, marker: true });
    one.say(picture, 3600, { sequence: 101, marker: true });
    expect([one.units.length, one.torn()]).toEqual([2, 0]);
    for (let sequence = 5; sequence < 10; sequence += 1) one.say(picture, 7200 + sequence * 3600, { sequence, marker: true });
    expect([one.units.length, one.torn()]).toEqual([5, 1]);
  });

  it('tears at a new source, and its time goes on', () => {
    const one = listen('h264');
    one.say(picture, 1000, { marker: true });
    one.wait(40);
    one.say(picture, 0x9000_0000, { ssrc: 9, sequence: 4, marker: true });
    one.wait(40);
    one.say('4188', 0x9000_0000 + 3600, { ssrc: 9, sequence: 5, marker: true });
    expect(one.torn()).toBe(1);
    expect(one.units.map(({ ptsUs }) => ptsUs)).toEqual([0, 40_000, 80_000]);
  });

  it('names the capture time once the camera told it, and no more when it makes no sense', () => {
    const one = listen('h264');
    const epochMs = 1_700_000_000_500;
    const report = (wallMs: number, at: number, ssrc = 7): Buffer => senderReport({ ssrc, wallMs, rtp: at, packets: 1, octets: 1 });
    one.say(picture, 90_000, { marker: true });
    one.track.control(report(epochMs, 90_000, 1234), monotonicMs(1000));
    one.say(picture, 99_000, { marker: true });
    expect(one.units[0]?.wallClock).toBeNull();
    expect(one.units[1]?.wallClock?.origin).toBe('rtcp');
    expect(one.units[1]?.wallClock?.epochMs).toBeCloseTo(epochMs + 100, 2);
    one.track.control(report(-2_208_988_800_000 + 5000, 99_000), monotonicMs(2000));
    one.say(picture, 108_000, { marker: true });
    expect(one.units[2]?.wallClock).toBeNull();
    one.track.control(report(epochMs, 0x7000_0000, 1234), monotonicMs(2000));
    one.say(picture, 117_000, { marker: true });
    expect(one.units[3]?.wallClock).toBeNull();
  });

  it('reports what it received', () => {
    const one = listen('h264');
    expect(one.track.report(5, monotonicMs(0))).toBeNull();
    for (let packet = 0; packet < 9; packet += 1) {
      if (packet === 5) one.lose(3);
      one.say(picture, packet * 3600, { marker: true });
    }
    const report = one.track.report(5, monotonicMs(1000));
    // 9 of 12 came: a quarter lost; numbering began at 65530 and went once around.
    expect([report?.[12], report?.readUInt32BE(12).toString(16), report?.readUInt32BE(16)]).toEqual([64, '40000003', 65_536 + 5]);
    expect(report?.readUInt32BE(8)).toBe(7);
  });
});

describe('time', () => {
  it('goes on over the end of 32 bits, back for B-frames, and over a clock that jumps', () => {
    const clock = new RtpClock(90_000);
    const times = [0xffff_f000, 0xffff_f000 + 9000, 0xffff_f000 + 4500, 0x6000_0000].map((at, index) => clock.at(at % 2 ** 32, index * 50));
    expect(times).toEqual([0, 100_000, 50_000, 100_000]);
  });
});

describe('sequence numbers', () => {
  it('sees gaps over the wrap-around', () => {
    const tracker = new SequenceTracker();
    expect([65_534, 65_535, 0, 2, 1, 3].map((sequence) => tracker.take(sequence))).toEqual(['next', 'next', 'next', 'gap', 'old', 'next']);
    expect(tracker.lost).toBe(1);
  });
});

describe('ReorderBuffer', () => {
  it('puts any small disorder right', () => {
    fc.assert(
      fc.property(fc.nat(65_535), fc.array(fc.nat(5), { minLength: 1, maxLength: 80 }), (first, delays) => {
        const packets = delays.map((_, index) => rtp(bytes('65'), { sequence: first + index, timestamp: 0 }));
        // The first packet sets the beginning; the others may be late by up to five places.
        const order = [0, ...[...delays.keys()].slice(1).toSorted((a, b) => a + (delays[a] ?? 0) - b - (delays[b] ?? 0))];
        const out: number[] = [];
        const buffer = new ReorderBuffer((packet) => out.push((Buffer.from(packet).readUInt16BE(2) - first) & 0xffff));
        for (const index of order) buffer.push(packets[index] ?? Buffer.alloc(0));
        expect(out).toEqual([...delays.keys()]);
        expect(buffer.waiting).toBe(false);
      }),
    );
  });

  it('waits behind a hole until told or full, and follows new numbers', () => {
    const out: number[] = [];
    const buffer = new ReorderBuffer((packet) => out.push(Buffer.from(packet).readUInt16BE(2)));
    const push = (...sequences: number[]): void => {
      for (const sequence of sequences) buffer.push(rtp(bytes('65'), { sequence, timestamp: 0 }));
    };
    push(10, 12, 13);
    expect([out, buffer.waiting]).toEqual([[10], true]);
    buffer.giveUp();
    expect([out, buffer.waiting]).toEqual([[10, 12, 13], false]);
    push(...Array.from({ length: 70 }, (_, index) => 20 + index));
    expect(out.length).toBe(73);
    push(60_000, 60_001, 60_002, 60_004, 60_003);
    expect(out.slice(-5)).toEqual([60_000, 60_001, 60_002, 60_003, 60_004]);
  });
});

describe('RTCP', () => {
  it('reads compound packets of the simulator, writes what can be read again, survives anything', () => {
    const compound = senderReport({ ssrc: 9, wallMs: 1_700_000_000_250, rtp: 77, packets: 1, octets: 2 });
    expect(readControl(compound).reports).toMatchObject([{ ssrc: 9, timestamp: 77 }]);
    expect(readControl(compound).reports[0]?.epochMs).toBeCloseTo(1_700_000_000_250, 2);
    const own = receiverReport({ ssrc: 1, sourceSsrc: 2, fractionLost: 3, lost: 4, highest: 5, jitter: 6, ntpMiddle: 7, delay: 8 });
    expect(own.length % 4).toBe(0);
    expect(readControl(Buffer.concat([own, compound])).reports).toHaveLength(1);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => void readControl(noise)));
  });
});
