import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitPassword, withPassword } from '../../../../src-main/services/address-secret.ts';
import { judgeDraft } from '../../../../src-main/services/camera-judgement.ts';
import { judgeAddress } from '../../../../src-main/services/stream-address.ts';
import { cameraDraft } from '../../../fakes/camera-rows.ts';

describe('a password in the path', () => {
  it.each([
    ['/user=admin&password=x1&channel=1&stream=0.sdp?', '/user=admin&password={password}&channel=1&stream=0.sdp?', 'x1'],
    [
      '/user=admin_password=tlJwpbo6_channel=1_stream=0.sdp?real_stream',
      '/user=admin_password={password}_channel=1_stream=0.sdp?real_stream',
      'tlJwpbo6',
    ],
    ['/user=admin_password=a_b_channel=1', '/user=admin_password={password}_channel=1', 'a_b'],
    ['/live?user=a&pwd=x%26y', '/live?user=a&pwd={password}', 'x&y'],
    ['/live?usr=a&PWD=100%', '/live?usr=a&PWD={password}', '100%'],
    ['/cam?password=&channel=1', '/cam?password=&channel=1', null],
    ['/cam?password={password}&channel=1', '/cam?password={password}&channel=1', null],
    ['/cam/realmonitor?channel=1&subtype=0', '/cam/realmonitor?channel=1&subtype=0', null],
    ['/bypass=1', '/bypass=1', null],
  ])('%s', (path, kept, password) => {
    expect(splitPassword(path)).toEqual({ path: kept, password, ambiguous: false });
  });

  it('comes back into the address as it was, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }), (password) => {
        const dialled = withPassword('/user=admin&password={password}&channel=1', password);
        fc.pre(password !== '{password}');
        expect(dialled).toMatch(/^[\x21-\x7e]+$/u);
        expect(splitPassword(dialled)).toEqual({ path: '/user=admin&password={password}&channel=1', password, ambiguous: false });
      }),
    );
  });

  it('is empty in the dialled address when there is none', () => {
    expect(withPassword('rtsp://h/password={password}', null)).toBe('rtsp://h/password=');
    expect(withPassword('rtsp://h/x', 'secret')).toBe('rtsp://h/x');
  });
});

describe('judged', () => {
  it('leaves the address and becomes the one password of the camera', () => {
    expect(judgeAddress('rtsp://10.0.0.1:554/user=admin&password=xyz&channel=1&stream=0.sdp?')).toEqual({
      ok: true,
      address: { url: 'rtsp://10.0.0.1:554/user=admin&password={password}&channel=1&stream=0.sdp?', username: null, password: 'xyz' },
    });
    expect(judgeAddress('rtsp://10.0.0.1?usr=a&pwd=b')).toMatchObject({
      address: { url: 'rtsp://10.0.0.1/?usr=a&pwd={password}', password: 'b' },
    });
  });
  it.each([
    ['rtsp://u:one@10.0.0.1/?password=two', 'credentials-differ'],
    ['rtsp://10.0.0.1/?password=one&pwd=two', 'credentials-differ'],
    ['rtsp://10.0.0.1/?password=%0d%0aX', 'credentials-unusable'],
  ])('%s is refused', (text, problem) => {
    expect(judgeAddress(text)).toEqual({ ok: false, problem });
  });
  it('takes the same password twice, not two', () => {
    const judge = (main: string, sub: string) =>
      judgeDraft(cameraDraft({ mainUrl: `rtsp://h/password=${main}&stream=0`, subUrl: `rtsp://h/password=${sub}&stream=1` }));
    expect(judge('a', 'a')).toMatchObject({ ok: true, camera: { password: 'a', subUrl: 'rtsp://h/password={password}&stream=1' } });
    expect(judge('a', 'b')).toEqual({ ok: false, problems: [{ field: 'subUrl', key: 'credentials-differ' }] });
  });
});
