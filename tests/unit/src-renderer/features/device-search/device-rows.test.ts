import { describe, expect, it } from 'vitest';
import {
  changeChannel,
  knownHosts,
  newRow,
  readRow,
  remarksOf,
  shownAddress,
  wantedCameras,
  type DeviceRow,
} from '../../../../../src-renderer/features/device-search/device-rows.ts';
import { demoCameras } from '../../../../fakes/demo-cameras.ts';
import { onvifDevices } from '../../../../fakes/onvif-devices.ts';
import type { DeviceFacts } from '../../../../../src-contract/model/device.ts';

function factsOf(index: number): DeviceFacts {
  const answer = onvifDevices[index]?.answer;
  if (answer === undefined || !('facts' in answer)) throw new Error('a device that answers');
  return answer.facts;
}
const read = (index: number): DeviceRow =>
  readRow(newRow(`d${index}`, 'http://h/', ''), factsOf(index), 'P. Quang Trung', ({ name }, channel) => `${name} ${channel}`);
const common = { username: 'admin', password: 'bí mật' };

describe('wantedCameras', () => {
  it('makes one camera of each chosen channel, with the login it was read with', () => {
    const rows = [{ ...read(2), own: { username: 'x', password: 'y' } }, read(0)];
    const wanted = wantedCameras(rows, common, 'tcp');
    expect(wanted.map(({ draft }) => [draft.name, draft.mainUrl, draft.subUrl, draft.username, draft.password])).toEqual([
      ['Đầu ghi phường 0', 'rtsp://192.168.1.70:554/onvif/Channel_1_main', 'rtsp://192.168.1.70:554/onvif/Channel_1_sub', 'x', 'y'],
      ['Đầu ghi phường 1', 'rtsp://192.168.1.70:554/onvif/Channel_2_main', 'rtsp://192.168.1.70:554/onvif/Channel_2_sub', 'x', 'y'],
      [
        'Đảo tròn trung tâm 0',
        'rtsp://192.168.1.64:554/onvif/VideoSource_1_main',
        'rtsp://192.168.1.64:554/onvif/VideoSource_1_sub',
        'admin',
        'bí mật',
      ],
    ]);
    expect(wanted[0]?.device).toMatchObject({
      mainProfile: 'Channel_1_main',
      subProfile: 'Channel_1_sub',
      hasPtz: true,
      source: 'Channel_1',
    });
  });

  it('leaves out what is not chosen, was added, has no stream, or was never read', () => {
    const [first, second] = read(2).channels;
    const rows = changeChannel(
      changeChannel([read(2), read(4), newRow('x', 'y', '')], first?.key ?? '', { chosen: false }),
      second?.key ?? '',
      {
        outcome: { kind: 'added', id: 'a', number: 1 },
      },
    );
    expect(wantedCameras(rows, common, 'tcp')).toEqual([]);
  });

  it('goes by the streams a person chose', () => {
    const row = read(0);
    const rows = changeChannel([row], row.channels[0]?.key ?? '', { main: 'VideoSource_1_second', sub: null, number: 12 });
    expect(wantedCameras(rows, common, 'udp')[0]?.draft).toMatchObject({
      mainUrl: 'rtsp://192.168.1.64:554/onvif/VideoSource_1_second',
      subUrl: null,
      number: 12,
      transport: 'udp',
    });
  });
});

it('remarks on what a person should know, worst first', () => {
  expect(remarksOf(factsOf(0))).toEqual([]);
  expect(remarksOf(factsOf(1))).toEqual(['open', 'clock']);
  expect(remarksOf(factsOf(4))).toEqual(['no-stream']);
  const facts = {
    ...factsOf(0),
    clock: null,
    security: { ...factsOf(0).security, factoryPassword: true },
    channels: [{ ...factsOf(0).channels[0]!, sub: null }],
  }; // it has one
  expect(remarksOf(facts)).toEqual(['factory-password', 'no-clock', 'no-sub']);
  expect(remarksOf({ ...factsOf(0), clock: { offsetMs: 5400, uncertaintyMs: 600, setBy: '' } })).toEqual([]);
});

it('knows which hosts are in the inventory, and shows addresses short', () => {
  const [camera] = demoCameras(1);
  expect(knownHosts(camera === undefined ? [] : [{ ...camera, mainUrl: 'rtsp://10.0.0.9:554/x' }])).toEqual(new Set(['10.0.0.9']));
  expect(shownAddress('http://10.0.0.9:8000/onvif/device_service')).toBe('10.0.0.9:8000');
});
