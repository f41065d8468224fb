import { describe, expect, it } from 'vitest';
import { authorisation, parseChallenges } from '../../../../../src-main/base/challenge.ts';
import { Authenticator } from '../../../../../src-main/media/rtsp/authentication.ts';

const rfc = {
  credentials: { username: 'Mufasa', password: 'Circle of Life' },
  use: { method: 'GET', uri: '/dir/index.html', count: 1, cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' },
};
const realm = 'realm="http-auth@example.org", qop="auth, auth-int"';
const nonces = 'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';

describe('digest', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('answers as RFC 7616 §3.9.1 does with %s', (algorithm, response) => {
    const [challenge] = parseChallenges([`Digest ${realm}, algorithm=${algorithm}, ${nonces}`]);
    expect(authorisation(challenge!, rfc.credentials, rfc.use)).toContain(`response="${response}"`); // one was given
  });

  it('answers as RFC 2617 §3.5 does, and without qop as RFC 2069', () => {
    const text = 'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"';
    const credentials = { username: 'Mufasa', password: 'Circle Of Life' };
    const use = { method: 'GET', uri: '/dir/index.html', count: 1, cnonce: '0a4f113b' };
    const answer = (value: string): string => authorisation(parseChallenges([value])[0]!, credentials, use); // one was given
    expect(answer(`${text}, qop="auth"`)).toContain('response="6629fae49393a05397450978507c4ef1"');
    const plain = answer(text);
    expect(plain).toContain('response="670fd8c2df070c60b045671b8b24ff02"');
    expect(plain).not.toMatch(/qop|nc=|cnonce|algorithm/u);
  });

  it('reads several challenges from one header, quoted commas and escapes included', () => {
    const value = String.raw`Basic realm="a, Digest nonce=\"x\"", Digest realm="b", nonce="n1", Digest realm="c", nonce="n2", algorithm=SHA-256`;
    expect(parseChallenges([value]).map((challenge) => (challenge.kind === 'digest' ? challenge.nonce : 'basic'))).toEqual([
      'n2',
      'n1',
      'basic',
    ]);
    expect(parseChallenges(['Digest realm="no nonce"', 'Digest nonce="x", algorithm=SHA-512-256', 'Negotiate', ''])).toEqual([]);
  });

  it('keeps quotes in a user name from ending the field', () => {
    const header = authorisation(parseChallenges(['Digest realm="r", nonce="n"'])[0]!, { username: 'a"b\\', password: '' }, rfc.use); // one was given
    expect(header).toContain(String.raw`username="a\"b\\"`);
  });

  it('sends Basic in UTF-8', () => {
    const header = authorisation({ kind: 'basic' }, { username: 'xem', password: 'mật khẩu' }, rfc.use);
    expect(Buffer.from(header.slice(6), 'base64').toString('utf8')).toBe('xem:mật khẩu');
  });
});

describe('Authenticator', () => {
  const both = ['Digest realm="r", nonce="1"', 'Digest realm="r", nonce="1", algorithm=SHA-256', 'Basic realm="r"'];
  const make = (): Authenticator => new Authenticator({ username: 'u', password: 'p' }, () => 'c');

  it('answers the strongest, falls back to MD5 once, and never to Basic after Digest', () => {
    const one = make();
    expect(one.header('DESCRIBE', 'u')).toBeNull();
    expect(one.challenged(both)).toBe(true);
    expect(one.header('DESCRIBE', 'u')).toContain('algorithm=SHA-256');
    expect(one.challenged(both)).toBe(true);
    expect(one.header('DESCRIBE', 'u')).not.toContain('SHA-256');
    expect(one.challenged(both)).toBe(false);
  });

  it('takes a new nonce that is called stale, or comes after success, but not for ever', () => {
    const one = make();
    const challenge = (nonce: number, stale = false): string[] => [
      `Digest realm="r", nonce="${nonce}", qop="auth"${stale ? ', stale=true' : ''}`,
    ];
    expect(one.challenged(challenge(1))).toBe(true);
    expect(one.challenged(challenge(2))).toBe(false);
    expect(one.challenged(challenge(2, true))).toBe(true);
    expect(one.header('PLAY', 'u')).toContain('nc=00000001');
    expect(one.header('PLAY', 'u')).toContain('nc=00000002');
    one.accepted();
    expect(one.challenged(challenge(3))).toBe(true);
    expect(one.header('PLAY', 'u')).toContain('nc=00000001');
    const tries = Array.from({ length: 6 }, (_, index) => one.challenged(challenge(10 + index, true)));
    expect(tries.at(-1)).toBe(false);
  });

  it('has nothing to answer without credentials', () => {
    expect(new Authenticator(null, () => 'c').challenged(both)).toBe(false);
  });
});
