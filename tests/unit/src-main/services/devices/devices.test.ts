import { describe, expect, it } from 'vitest';
import type { CameraDraft } from '../../../../../src-contract/model/camera.ts';
import type { CameraDevice, FoundDevice } from '../../../../../src-contract/model/device.ts';
import { VmsError } from '../../../../../src-contract/errors.ts';
import type { SearchListener, SearchOptions } from '../../../../../src-main/onvif/discovery.ts';
import { addFromDevices } from '../../../../../src-main/services/devices/device-adding.ts';
import { DeviceBook } from '../../../../../src-main/services/devices/device-book.ts';
import { DeviceSearch, type SearchNews } from '../../../../../src-main/services/devices/device-search.ts';
import { createFakeStorage } from '../../../../fakes/fake-storage.ts';
import { createSteppedClock } from '../../../../fakes/stepped-clock.ts';

const device: CameraDevice = {
  address: 'http://10.0.0.5:8000/onvif/device_service',
  media: 'media2',
  source: 'v',
  mainProfile: 'm',
  subProfile: null,
  hasPtz: true,
  clockOffsetMs: null,
  manufacturer: 'A',
  model: 'B',
  firmware: '1',
  serial: '2',
};

describe('DeviceBook', () => {
  const book = (stream: string, province: string | null, stored = true): DeviceBook =>
    new DeviceBook(
      { storage: createFakeStorage(), streamOf: () => stream, provinceAddressOf: () => province },
      stored ? [{ cameraId: 'c', device }] : [],
    );

  it('knows the device as it was read', () => {
    expect(book('rtsp://10.0.0.5/m', null).placeOf('c')).toEqual({ url: new URL(device.address), device });
  });
  it('forgets it where the camera has moved to another host', () => {
    expect(book('rtsp://10.0.0.6/m', null).placeOf('c')).toEqual({ url: new URL('http://10.0.0.6/onvif/device_service'), device: null });
  });
  it('goes by the province, or else by the usual port', () => {
    expect(book('rtsp://10.0.0.6/m', 'https://10.0.0.7/onvif', false).placeOf('c')?.url.href).toBe('https://10.0.0.7/onvif');
    expect(book('rtsp://10.0.0.6:8554/m', null, false).placeOf('c')?.url.href).toBe('http://10.0.0.6/onvif/device_service');
  });
  it('keeps what it is told', async () => {
    const empty = book('rtsp://10.0.0.5/m', null, false);
    await empty.keep([{ cameraId: 'c', device }]);
    expect(empty.deviceOf('c')).toEqual(device);
  });
});

it('adds one after the other, and what cannot be added stops nothing', async () => {
  const kept: string[] = [];
  const draft = (name: string): CameraDraft => ({
    number: null,
    name,
    area: '',
    mainUrl: 'rtsp://h/x',
    subUrl: null,
    transport: 'tcp',
    username: null,
    password: null,
  });
  const results = await addFromDevices(
    {
      cameras: {
        add: ({ name }) =>
          name === 'bad'
            ? Promise.reject(new VmsError('conflict', 'camera-number-taken', { number: 1, name: 'x' }))
            : Promise.resolve({
                ...draft(name),
                id: `id-${name}`,
                number: 7,
                hasPassword: false,
                trustedCertificate: null,
                username: null,
              }),
      },
      book: {
        keep: (devices) => {
          kept.push(...devices.map(({ cameraId }) => cameraId));
          return Promise.resolve();
        },
      },
    },
    ['a', 'bad', 'c'].map((name) => ({ draft: draft(name), device })),
  );
  expect(results.map(({ kind }) => kind)).toEqual(['added', 'failed', 'added']);
  expect(kept).toEqual(['id-a', 'id-c']);
});

describe('DeviceSearch', () => {
  function start() {
    const clock = createSteppedClock();
    const told: [string, SearchNews][] = [];
    const running: { options: SearchOptions; listener: SearchListener; ended: boolean }[] = [];
    let ids = 0;
    const search = new DeviceSearch({
      clock,
      newId: () => `s${++ids}`,
      ways: () => ({ interfaces: ['192.0.2.1'], port: 3702 }),
      search: (options, listener) => {
        const one = { options, listener, ended: false };
        running.push(one);
        return { dispose: () => (one.ended = true) };
      },
      tell: (windowId, news) => void told.push([windowId, news]),
    });
    return { search, clock, told, running };
  }
  const found = (id: string): FoundDevice => ({ id, address: `http://${id}/`, name: '', hardware: '', location: '', profiles: [] });

  it('tells the window that asked, of many at once, and when it is over', () => {
    const { search, clock, told, running } = start();
    expect(search.start('w1', '10.0.0.1-2')).toEqual({ searchId: 's1', seconds: 6 });
    expect(running[0]?.options).toEqual({ interfaces: ['192.0.2.1'], port: 3702, addresses: ['10.0.0.1', '10.0.0.2'], durationMs: 6000 });
    running[0]?.listener.found(found('a'));
    running[0]?.listener.found(found('b'));
    expect(told).toEqual([]);
    clock.advance(200);
    running[0]?.listener.gone('a');
    running[0]?.listener.ended();
    expect(told.map(([window, { found: devices, gone, ended }]) => [window, devices.length, gone, ended])).toEqual([
      ['w1', 2, [], false],
      ['w1', 0, ['a'], true],
    ]);
  });

  it('runs one search per window, and none for a window that is gone', () => {
    const { search, told, running } = start();
    search.start('w1', '');
    search.start('w1', '');
    search.start('w2', '');
    expect(running.map(({ ended }) => ended)).toEqual([true, false, false]);
    search.stop('w1', 's1');
    expect(running[1]?.ended).toBe(false);
    search.stop('w1', 's2');
    search.windowClosed('w2');
    expect(running.map(({ ended }) => ended)).toEqual([true, true, true]);
    expect(told).toEqual([['w1', { searchId: 's2', found: [], gone: [], ended: true }]]);
  });

  it('refuses a range that cannot be asked', () => {
    const { search, running } = start();
    expect(() => search.start('w', '10.0.0.0/8')).toThrow(expect.objectContaining({ key: 'onvif-range-too-large' }));
    expect(running).toEqual([]);
  });
});
