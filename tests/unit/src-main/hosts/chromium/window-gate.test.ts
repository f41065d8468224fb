import { describe, expect, test } from 'vitest';
import { isOwnRequest, WindowGate } from '../../../../../src-main/hosts/chromium/window-gate.ts';

const authority = '127.0.0.1:4000';
const claims = { host: authority, origin: undefined, cookie: undefined };

describe('isOwnRequest', () => {
  test.each([
    ['a plain load', claims, false, true],
    ['a rebound name', { ...claims, host: 'evil.example:4000' }, false, false],
    ['localhost, which is not our name', { ...claims, host: 'localhost:4000' }, false, false],
    ['no Host', { ...claims, host: undefined }, false, false],
    ['another origin', { ...claims, origin: 'http://127.0.0.1:4001' }, false, false],
    ['the null origin', { ...claims, origin: 'null' }, false, false],
    ['a socket without origin', claims, true, false],
    ['a socket of ours', { ...claims, origin: `http://${authority}` }, true, true],
    ['a load from another site', { ...claims, 'sec-fetch-site': 'cross-site' }, false, false],
    ['a load from another port', { ...claims, 'sec-fetch-site': 'same-site' }, false, false],
    ['a typed address', { ...claims, 'sec-fetch-site': 'none' }, false, true],
  ])('%s', (_what, request, originRequired, expected) => {
    expect(isOwnRequest(request, authority, originRequired)).toBe(expected);
  });
});

describe('WindowGate', () => {
  const gate = () => {
    let count = 0;
    return new WindowGate(() => `secret-${(count += 1)}`);
  };

  test('a token works once and only for its window', () => {
    const own = gate();
    const token = own.admit('w1');
    own.admit('w2');
    expect(own.redeem('w2', token)).toBeNull();
    expect(own.redeem('w1', `${token}x`)).toBeNull();
    expect(own.redeem('w1', token)).toBe('vms-w1=secret-2; Path=/; HttpOnly; SameSite=Strict');
    expect(own.redeem('w1', token)).toBeNull();
    expect(own.redeem('w1', 'null')).toBeNull();
  });

  test('a cookie speaks for its window only, until the window is forgotten', () => {
    const own = gate();
    own.admit('w1');
    own.admit('w2');
    const header = 'theme=dark; vms-w1=secret-2';
    expect(own.holds('w1', header)).toBe(true);
    expect(own.holds('w2', header)).toBe(false);
    expect(own.holds('w2', 'vms-w2=secret-2')).toBe(false);
    expect(own.holdsAny(header)).toBe(true);
    expect(own.holdsAny('vms-w1=guess')).toBe(false);
    expect(own.holdsAny(undefined)).toBe(false);
    own.forget('w1');
    expect(own.holds('w1', header)).toBe(false);
  });
});
