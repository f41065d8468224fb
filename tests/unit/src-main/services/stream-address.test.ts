import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamAddressSchema } from '../../../../src-contract/model/camera.ts';
import { judgeAddress } from '../../../../src-main/services/stream-address.ts';

const read = (text: string) => {
  const judged = judgeAddress(text);
  return judged.ok ? judged.address : judged.problem;
};

describe('judgeAddress', () => {
  it.each([
    ['rtsp://10.0.0.5/Streaming/Channels/101', 'rtsp://10.0.0.5/Streaming/Channels/101', null, null],
    ['  RTSP://Cam-1.local:0554/a?b=1&c=2  ', 'rtsp://cam-1.local:554/a?b=1&c=2', null, null],
    ['rtsps://[FD00::1]:322/x', 'rtsps://[fd00::1]:322/x', null, null],
    ['rtsp://admin:secret@10.0.0.5/x', 'rtsp://10.0.0.5/x', 'admin', 'secret'],
    ['rtsp://admin:p@ss:w@10.0.0.5/x', 'rtsp://10.0.0.5/x', 'admin', 'p@ss:w'],
    ['rtsp://ng%C6%B0%E1%BB%9Di:m%40t@10.0.0.5', 'rtsp://10.0.0.5', 'người', 'm@t'],
    ['rtsp://a:100%@10.0.0.5', 'rtsp://10.0.0.5', 'a', '100%'],
    ['rtsp://admin@10.0.0.5/x', 'rtsp://10.0.0.5/x', 'admin', null],
    ['rtsp://10.0.0.5/x@y', 'rtsp://10.0.0.5/x@y', null, null],
    ['rtsp://10.0.0.5?channel=1', 'rtsp://10.0.0.5/?channel=1', null, null],
  ])('%s', (text, url, username, password) => {
    expect(read(text)).toEqual({ url, username, password });
  });

  it.each([
    ['', 'address-empty'],
    ['   ', 'address-empty'],
    ['-i rtsp://x/', 'address-leading-dash'],
    ['http://10.0.0.5/x', 'address-scheme'],
    ['file:///etc/passwd', 'address-scheme'],
    ['concat:a|b', 'address-scheme'],
    ['rtsp:/10.0.0.5', 'address-scheme'],
    ['rtsp://', 'address-host'],
    ['rtsp:///x', 'address-host'],
    ['rtsp://-x/', 'address-host'],
    ['rtsp://[zz]/', 'address-host'],
    ['rtsp://10.0.0.5:0/', 'address-port'],
    ['rtsp://10.0.0.5:65536/', 'address-port'],
    ['rtsp://10.0.0.5:/', 'address-port'],
    ['rtsp://10.0.0.5:80a/', 'address-port'],
    ['rtsp://10.0.0.5/a b', 'address-characters'],
    ['rtsp://10.0.0.5/a\nfile x', 'address-characters'],
    ["rtsp://10.0.0.5/a'b", 'address-characters'],
    ['rtsp://10.0.0.5/a\u202Eb', 'address-characters'],
    ['rtsp://a%0d%0aX:y@10.0.0.5/', 'credentials-unusable'],
    [`rtsp://${'a'.repeat(201)}:y@10.0.0.5/`, 'credentials-unusable'],
    [`rtsp://10.0.0.5/${'a'.repeat(2050)}`, 'address-too-long'],
  ])('refuses %j', (text, problem) => {
    expect(read(text)).toBe(problem);
  });

  it('gives only addresses the contract takes, whatever stands in the credentials and the path', () => {
    const word = fc.string({ minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(word, word, word, (user, pass, path) => {
        const judged = judgeAddress(`rtsp://${user}:${pass}@10.0.0.5/${path}`);
        if (!judged.ok) return;
        expect(streamAddressSchema.safeParse(judged.address.url).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
