import { describe, expect, it } from 'vitest';
import { clockOf, readClock } from '../../../../src-main/onvif/device-clock.ts';
import { failureOfFault, isAboutLogin } from '../../../../src-main/onvif/onvif-failure.ts';
import { reachedUrl } from '../../../../src-main/onvif/reached-url.ts';
import { escapeXml, readEnvelope, writeEnvelope } from '../../../../src-main/onvif/soap.ts';
import { passwordDigest, usernameToken } from '../../../../src-main/onvif/username-token.ts';
import { parseXml, type XmlElement } from '../../../../src-main/onvif/xml.ts';
import { textAt } from '../../../../src-main/onvif/xml-reading.ts';

const fault12 = (code: string, reason = 'no'): string =>
  `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value><e:Subcode><e:Value>ter:${code}</e:Value><e:Subcode><e:Value>ter:Inner</e:Value></e:Subcode></e:Subcode></e:Code><e:Reason><e:Text xml:lang="en">${reason}</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>`;

describe('envelopes', () => {
  it('lets a value carry anything without becoming structure', () => {
    const hostile = `a<b>&"c'</b>\u0000]]>&amp; Đèn`;
    const root = parseXml(writeEnvelope({ body: `<Name>${escapeXml(hostile)}</Name>`, headers: ['<H/>'] }));
    const answer = readEnvelope(root);
    expect(answer.kind === 'content' ? answer.content?.text : null).toBe(`a<b>&"c'</b>]]>&amp; Đèn`);
  });

  it('reads faults of 1.2 and 1.1, and tells other XML apart', () => {
    expect(readEnvelope(parseXml(fault12('NotAuthorized', 'Sender not Authorized')))).toEqual({
      kind: 'fault',
      fault: { code: 'Sender', subcodes: ['NotAuthorized', 'Inner'], reason: 'Sender not Authorized' },
    });
    const old =
      '<Envelope><Body><Fault><faultcode>s:Client</faultcode><faultstring>Authority failure</faultstring></Fault></Body></Envelope>';
    expect(readEnvelope(parseXml(old))).toEqual({ kind: 'fault', fault: { code: 'Client', subcodes: [], reason: 'Authority failure' } });
    expect(readEnvelope(parseXml('<html><Body/></html>'))).toEqual({ kind: 'foreign' });
    expect(readEnvelope(parseXml('<Envelope><Body/></Envelope>'))).toEqual({ kind: 'content', content: null });
  });

  it.each([
    [{ code: 'Receiver', subcodes: ['ActionNotSupported'], reason: '' }, 'unsupported'],
    [{ code: 'Sender', subcodes: ['NotAuthorized'], reason: '' }, 'forbidden'],
    [{ code: 'Sender', subcodes: [], reason: 'Authority failure' }, 'forbidden'],
    [{ code: 'Sender', subcodes: ['InvalidArgVal', 'NoProfile'], reason: 'not authorized' }, 'fault'],
  ])('understands %j', (fault, problem) => {
    expect(failureOfFault(fault).problem).toBe(problem);
    expect(isAboutLogin(fault)).toBe(problem === 'forbidden');
  });
});

describe('UsernameToken', () => {
  it('makes the digest of the ONVIF programmer’s guide', () => {
    const nonce = Buffer.from('LKqI6G/AikKCQrN0zqZFlg==', 'base64');
    expect(passwordDigest('userpassword', nonce, '2010-09-16T07:50:45Z')).toBe('tuOSpGlFlIXsozq4HFNeeGeFLEI=');
  });

  it('names user, nonce and the time it was given, and never the password', () => {
    const text = usernameToken({ username: 'giám <sát>', password: 'bí mật' }, Buffer.alloc(16, 1), Date.UTC(2026, 0, 2, 3, 4, 5));
    const token = parseXml(`<h xmlns:s="x">${text}</h>`).children[0] ?? null;
    expect(textAt(token, 'UsernameToken', 'Username')).toBe('giám <sát>');
    expect(textAt(token, 'UsernameToken', 'Created')).toBe('2026-01-02T03:04:05.000Z');
    expect(textAt(token, 'UsernameToken', 'Nonce')).toBe(Buffer.alloc(16, 1).toString('base64'));
    expect(text).not.toContain('bí mật');
  });
});

describe('the device’s clock', () => {
  const time = (kind: string, hour: number): string =>
    `<${kind}><Time><Hour>${hour}</Hour><Minute>30</Minute><Second>5</Second></Time><Date><Year>2026</Year><Month>3</Month><Day>1</Day></Date></${kind}>`;
  const response = (inner: string): XmlElement =>
    parseXml(`<R><SystemDateAndTime><DateTimeType>NTP</DateTimeType>${inner}</SystemDateAndTime></R>`);

  it('prefers UTC, takes local time where there is nothing else, and nothing from nonsense', () => {
    const utc = Date.UTC(2026, 2, 1, 2, 30, 5);
    expect(readClock(response(time('LocalDateTime', 9) + time('UTCDateTime', 2)))).toEqual({ deviceMs: utc, setBy: 'NTP' });
    expect(readClock(response(time('LocalDateTime', 2)))?.deviceMs).toBe(utc);
    expect(readClock(response(''))).toBeNull();
    expect(readClock(response(time('UTCDateTime', 99)))).toBeNull();
    expect(readClock(null)).toBeNull();
  });

  it('puts the reading in the middle of the way there and back', () => {
    const clock = clockOf({ deviceMs: 1_000_000, setBy: '' }, { sentWallMs: 900_000, receivedWallMs: 900_400, receivedMs: 7 });
    expect(clock).toEqual({ offsetMs: 1_000_500 - 900_200, uncertaintyMs: 700, setBy: '', readAtMs: 7 });
  });
});

describe('reachedUrl', () => {
  it.each([
    ['http://192.168.1.10/onvif/media', 'http://203.0.113.5:8080/onvif/device_service', 'http://203.0.113.5:8080/onvif/media'],
    ['http://0.0.0.0:2020/onvif/ptz?x=1', 'http://10.0.0.2/onvif/device_service', 'http://10.0.0.2/onvif/ptz?x=1'],
    ['http://10.0.0.2:2020/onvif/ptz', 'http://10.0.0.2/onvif/device_service', 'http://10.0.0.2:2020/onvif/ptz'],
    ['http://10.0.0.2/onvif/ptz', 'https://10.0.0.2/onvif/device_service', 'https://10.0.0.2/onvif/ptz'],
    ['/onvif/events', 'http://10.0.0.2:8000/onvif/device_service', 'http://10.0.0.2:8000/onvif/events'],
    ['http://user:pass@10.0.0.2/x', 'http://10.0.0.2/onvif/device_service', 'http://10.0.0.2/x'],
  ])('%s reached by %s is %s', (given, reached, expected) => {
    expect(reachedUrl(given, new URL(reached))?.href).toBe(expected);
  });

  it.each(['ftp://10.0.0.2/x', 'http://', `http://10.0.0.2/${'x'.repeat(3000)}`])('makes nothing of %s', (given) => {
    expect(reachedUrl(given, new URL('http://10.0.0.2/'))).toBeNull();
  });
});
