import { describe, expect, it } from 'vitest';
import { addressesIn } from '../../../../src-main/onvif/address-range.ts';
import { deviceUrlOf, deviceUrlOfStream } from '../../../../src-main/onvif/device-address.ts';
import { bestAddress, probeTypes, readDiscovery, writeProbe } from '../../../../src-main/onvif/discovery-messages.ts';
import { readScopes } from '../../../../src-main/onvif/scopes.ts';
import { parseXml } from '../../../../src-main/onvif/xml.ts';
import { textAt } from '../../../../src-main/onvif/xml-reading.ts';

const match = (types: string, xaddrs: string, scopes = '', id = 'urn:uuid:1'): string =>
  `<d:ProbeMatch><a:EndpointReference><a:Address>${id}</a:Address></a:EndpointReference><d:Types>${types}</d:Types><d:Scopes>${scopes}</d:Scopes><d:XAddrs>${xaddrs}</d:XAddrs></d:ProbeMatch>`;
const answer = (inner: string): string =>
  `<s:Envelope xmlns:s="x" xmlns:a="y" xmlns:d="z"><s:Header><a:RelatesTo>urn:uuid:ask</a:RelatesTo></s:Header><s:Body>${inner}</s:Body></s:Envelope>`;

describe('readDiscovery', () => {
  it('reads all matches of an answer, at the host it came from', () => {
    const text = answer(
      `<d:ProbeMatches>${match('dn:NetworkVideoTransmitter', 'http://192.168.1.9/onvif/device_service', 'onvif://www.onvif.org/name/C%E1%BB%95ng onvif://www.onvif.org/Profile/T')}${match('tds:Device', 'https://10.9.9.9:444/x', '', 'urn:uuid:2')}</d:ProbeMatches>`,
    );
    expect(readDiscovery(text, '192.168.1.9')).toEqual({
      kind: 'here',
      relatesTo: 'urn:uuid:ask',
      devices: [
        { id: 'urn:uuid:1', address: 'http://192.168.1.9/onvif/device_service', name: 'Cổng', hardware: '', location: '', profiles: ['T'] },
        { id: 'urn:uuid:2', address: 'https://192.168.1.9:444/x', name: '', hardware: '', location: '', profiles: [] },
      ],
    });
  });

  it('hears devices come and go', () => {
    const inner = '<a:EndpointReference><a:Address>urn:uuid:7</a:Address></a:EndpointReference>';
    const hello = readDiscovery(
      answer(`<d:Hello>${inner}<d:Types>dn:NetworkVideoTransmitter</d:Types><d:XAddrs>http://h/x</d:XAddrs></d:Hello>`),
      '10.0.0.1',
    );
    expect(hello).toMatchObject({ kind: 'here', relatesTo: null, devices: [{ id: 'urn:uuid:7', address: 'http://10.0.0.1/x' }] });
    expect(readDiscovery(answer(`<d:Bye>${inner}</d:Bye>`), '10.0.0.1')).toEqual({ kind: 'gone', ids: ['urn:uuid:7'] });
  });

  it.each([
    ['a printer', answer(`<d:ProbeMatches>${match('wprt:PrintDeviceType', 'http://h/x')}</d:ProbeMatches>`)],
    ['an address of another kind', answer(`<d:ProbeMatches>${match('tds:Device', 'file:///etc/passwd')}</d:ProbeMatches>`)],
  ])('leaves out %s', (_, text) => {
    expect(readDiscovery(text, '10.0.0.1')).toMatchObject({ devices: [] });
  });

  it.each([
    '',
    'lollipop',
    '<a>',
    '<!DOCTYPE a [<!ENTITY x "y">]><a/>',
    '<Envelope><Body/></Envelope>',
    answer('<d:Bye/>'),
    'x'.repeat(70_000),
  ])('makes nothing of %#', (text) => {
    expect(readDiscovery(text, '10.0.0.1')).toBeNull();
  });

  it('asks in a way that can be read', () => {
    for (const type of probeTypes) {
      const root = parseXml(writeProbe('urn:uuid:a"b', type));
      expect([textAt(root, 'Header', 'MessageID'), textAt(root, 'Body', 'Probe', 'Types')]).toEqual(['urn:uuid:a"b', type.name]);
    }
  });
});

it('prefers the address on the host that answered, and plain HTTP where both are offered', () => {
  expect(bestAddress(['http://10.0.0.9/a', 'https://10.0.0.1/s', 'http://10.0.0.1/b'], '10.0.0.1')).toBe('http://10.0.0.1/b');
  expect(bestAddress(['http://[fe80::1]/a', 'http://u:p@169.254.3.4/c'], '10.0.0.1')).toBe('http://10.0.0.1/a');
  expect(bestAddress(['javascript:alert(1)', ''], '10.0.0.1')).toBeNull();
});

it('reads scopes as far as they are readable', () => {
  const scopes = [
    'onvif://www.onvif.org/Profile/Streaming',
    'onvif://www.onvif.org/Profile/G',
    'onvif://www.onvif.org/hardware/%E0%A4%A',
    'onvif://www.onvif.org/location/country/vn',
    'http://x/y',
  ];
  expect(readScopes(scopes)).toEqual({ name: '', hardware: '%E0%A4%A', location: 'country/vn', profiles: ['S', 'G'] });
});

describe('addressesIn', () => {
  it.each([
    ['', []],
    ['192.168.1.10', ['192.168.1.10']],
    ['192.168.1.254-255, 10.0.0.1', ['192.168.1.254', '192.168.1.255', '10.0.0.1']],
    ['192.168.1.255-192.168.2.1', ['192.168.1.255', '192.168.2.0', '192.168.2.1']],
    ['10.0.0.5/30', ['10.0.0.5', '10.0.0.6']],
    ['10.0.0.5/32', ['10.0.0.5']],
  ])('%s', (text, addresses) => {
    expect(addressesIn(text)).toEqual({ ok: true, addresses });
  });
  it.each([
    ['10.0.0.0/8', 'range-too-large'],
    ['10.0.0.1-10.0.9.1', 'range-too-large'],
    ['10.0.0.9-1', 'range-unreadable'],
    ['10.0.0.256', 'range-unreadable'],
    ['10.0.0.1-2-3', 'range-unreadable'],
    ['camera', 'range-unreadable'],
    ['10.0.0.0/0', 'range-unreadable'],
  ])('%s is refused', (text, problem) => {
    expect(addressesIn(text)).toEqual({ ok: false, problem });
  });
});

describe('addresses of devices', () => {
  it.each([
    ['192.168.1.10', 'http://192.168.1.10/onvif/device_service'],
    [' camera.local:8000 ', 'http://camera.local:8000/onvif/device_service'],
    ['https://10.0.0.1/onvif/device', 'https://10.0.0.1/onvif/device'],
    ['http://admin:12345@10.0.0.1/', 'http://10.0.0.1/onvif/device_service'],
    ['fe80::1', 'http://[fe80::1]/onvif/device_service'],
  ])('%s', (text, expected) => {
    expect(deviceUrlOf(text)?.href).toBe(expected);
  });
  it.each(['', 'rtsp://10.0.0.1', 'a b', 'file:///x', 'http://', 'javascript:alert(1)'])('nothing of %j', (text) => {
    expect(deviceUrlOf(text)).toBeNull();
  });
  it('is looked for behind a stream at the usual port', () => {
    expect(deviceUrlOfStream('rtsp://10.0.0.1:8554/live')?.href).toBe('http://10.0.0.1/onvif/device_service');
    expect(deviceUrlOfStream('nonsense')).toBeNull();
  });
});
