/** Five ONVIF devices as a person may meet them: a good one, a recorder, a clock that is off, a wrong password, one without a stream. */
import type { DeviceFacts, FoundDevice, MediaProfile } from '../../src-contract/model/device.ts';
import type { FakeDevice } from './fake-devices.ts';

const profile = (
  host: string,
  token: string,
  source: string,
  width: number,
  height: number,
  coding: MediaProfile['coding'],
): MediaProfile => ({
  token,
  name: token,
  source,
  coding,
  width,
  height,
  fps: 25,
  bitrateKbps: 2048,
  hasSound: false,
  hasPtz: true,
  streamUri: `rtsp://${host}:554/onvif/${token}`,
});

const channel = (host: string, source: string): DeviceFacts['channels'][number] => ({
  source,
  profiles: [
    profile(host, `${source}_main`, source, 2560, 1440, 'h265'),
    profile(host, `${source}_second`, source, 1280, 720, 'h264'),
    profile(host, `${source}_sub`, source, 640, 360, 'h264'),
  ],
  main: `${source}_main`,
  sub: `${source}_sub`,
});

function facts(host: string, more: Partial<DeviceFacts>): DeviceFacts {
  return {
    address: `http://${host}/onvif/device_service`,
    manufacturer: 'Nhà sản xuất A',
    model: 'A-200',
    firmware: '5.7.3',
    serial: `SN-${host.split('.').at(-1) ?? ''}`,
    mac: null,
    name: '',
    location: '',
    profiles: ['S', 'T'],
    clock: { offsetMs: 180, uncertaintyMs: 520, setBy: 'NTP' },
    media: 'media2',
    has: { ptz: true, events: true, imaging: true, recordings: false },
    security: { tls: false, signIn: 'digest-sha256', open: false, factoryPassword: false },
    channels: [channel(host, 'VideoSource_1')],
    quirks: [],
    ...more,
  };
}

const found = (host: string, name: string, hardware: string, profiles: readonly string[] = ['S', 'T']): FoundDevice => ({
  id: `urn:uuid:${host}`,
  address: `http://${host}/onvif/device_service`,
  name,
  hardware,
  location: '',
  profiles,
});

export const devicePassword = 'Th@iNguyen-2026';

export const onvifDevices: readonly FakeDevice[] = [
  {
    found: found('192.168.1.64', 'Đảo tròn trung tâm', 'A-200'),
    answer: { password: devicePassword, facts: facts('192.168.1.64', { name: 'Đảo tròn trung tâm' }) },
  },
  {
    found: found('192.168.1.65', 'Cổng chợ Thái', 'A-200'),
    answer: {
      password: devicePassword,
      facts: facts('192.168.1.65', {
        name: 'Cổng chợ Thái',
        clock: { offsetMs: -3 * 365 * 86_400_000, uncertaintyMs: 510, setBy: 'Manual' },
        security: { tls: false, signIn: 'username-token', open: true, factoryPassword: false },
      }),
    },
  },
  {
    found: found('192.168.1.70', 'NVR', 'N-16', ['S', 'G', 'T']),
    answer: {
      password: devicePassword,
      facts: facts('192.168.1.70', {
        name: 'Đầu ghi phường',
        model: 'N-16',
        channels: [channel('192.168.1.70', 'Channel_1'), channel('192.168.1.70', 'Channel_2')],
      }),
    },
  },
  { found: found('192.168.1.81', 'Bến xe', 'B-10', ['S']), answer: { password: 'khác', facts: facts('192.168.1.81', { name: 'Bến xe' }) } },
  {
    found: found('192.168.1.90', 'Kho', 'C-1', ['S']),
    answer: { password: devicePassword, facts: facts('192.168.1.90', { name: 'Kho', media: 'media1', channels: [] }) },
  },
  {
    found: found('192.168.1.99', '', '', []),
    answer: { error: { kind: 'timeout', key: 'onvif-timeout', details: { seconds: 8 } } },
  },
];
