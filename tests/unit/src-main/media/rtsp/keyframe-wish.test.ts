import { describe, expect, it } from 'vitest';
import { monotonicMs } from '../../../../../src-contract/time.ts';
import { keyframeRequest } from '../../../../../src-main/media/rtsp/keyframe-wish.ts';
import { parseSdp } from '../../../../../src-main/media/rtsp/sdp.ts';
import { listen } from './pieces.ts';

const keyframe = '6588';
const other = '4188';
const described = (...feedback: string[]): string =>
  ['v=0', 'm=video 0 RTP/AVPF 96', 'a=rtpmap:96 H264/90000', ...feedback, 'a=control:trackID=1', ''].join('\r\n');
const asked = (...feedback: string[]) => parseSdp(described(...feedback))?.tracks[0]?.keyframeRequest;

describe('what a camera announces', () => {
  it.each([
    [[], null],
    [['a=rtcp-fb:96 nack'], null],
    [['a=rtcp-fb:97 nack pli'], null],
    [['a=rtcp-fb:96 ccm fir'], 'fir'],
    [['a=rtcp-fb:* ccm fir', 'a=rtcp-fb:96 NACK  PLI '], 'pli'],
    [['a=rtcp-fb:* nack pli'], 'pli'],
  ] as const)('%j: %s', (feedback, wanted) => {
    expect(asked(...feedback)).toBe(wanted);
  });
});

describe('the request', () => {
  it('is a picture loss indication, or a numbered full intra request (RFC 4585 §6.3.1, RFC 5104 §4.3.1)', () => {
    expect(keyframeRequest('pli', 0x11223344, 0xaabbccdd, 5).toString('hex')).toBe('81ce000211223344aabbccdd');
    expect(keyframeRequest('fir', 0x11223344, 0xaabbccdd, 0x105).toString('hex')).toBe('84ce00041122334400000000aabbccdd05000000');
  });

  it('goes to a camera that listens while no keyframe has come, once a second, after a receiver report', () => {
    const one = listen('h264', null, 'pli');
    expect(one.track.keyframeRequest(7, monotonicMs(1000))).toBeNull();
    one.say(other, 0, { marker: true });
    const request = one.track.keyframeRequest(7, monotonicMs(1000));
    expect([request?.[1], request?.subarray(-12).toString('hex').slice(0, 16)]).toEqual([201, '81ce000200000007']);
    expect(one.track.keyframeRequest(7, monotonicMs(1900))).toBeNull();
    expect(one.track.keyframeRequest(7, monotonicMs(2000))).not.toBeNull();
    one.say(keyframe, 3600, { marker: true });
    expect(one.track.keyframeRequest(7, monotonicMs(9000))).toBeNull();
  });

  it('goes out again when something was lost that later pictures refer to', () => {
    const one = listen('h264', null, 'fir');
    one.say(keyframe, 0, { sequence: 100, marker: true });
    expect(one.track.keyframeRequest(7, monotonicMs(1000))).toBeNull();
    one.say(other, 3600, { sequence: 5, marker: true, ssrc: 99 });
    expect(one.torn()).toBe(1);
    expect(one.track.keyframeRequest(7, monotonicMs(2000))).not.toBeNull();
  });

  it('never goes to a camera that announced nothing', () => {
    const one = listen('h264');
    one.say(other, 0, { marker: true });
    expect(one.track.keyframeRequest(7, monotonicMs(1000))).toBeNull();
  });
});
