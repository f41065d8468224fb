import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Cam } from 'onvif';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FoundDevice } from '../../../src-contract/model/device.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { searchDevices } from '../../../src-main/onvif/discovery.ts';
import { inspectDevice } from '../../../src-main/onvif/inspect.ts';
import { openDevice } from '../../../src-main/onvif/open-device.ts';
import { startForeignDevice, type ForeignDevice } from './foreign-device.ts';

let device: ForeignDevice;
beforeAll(async () => {
  device = await startForeignDevice();
});
afterAll(() => {
  device.dispose();
});

const deviceUrl = (): URL => new URL(`http://127.0.0.1:${device.httpPort}/onvif/device_service`);

it('is found by a probe sent straight to it', async () => {
  const found: FoundDevice[] = [];
  const ended = Promise.withResolvers<undefined>();
  const search = searchDevices(
    { interfaces: [], addresses: ['127.0.0.1'], port: device.discoveryPort, durationMs: 600 },
    { clock: systemClock, newId: randomUUID, random: () => 0 },
    {
      found: (one) => found.push(one),
      gone: () => undefined,
      ended: () => {
        ended.resolve(undefined);
      },
    },
  );
  await ended.promise;
  search.dispose();
  expect(found).toEqual([
    {
      id: 'uuid:c9790c3a-701b-464d-a189-0060351c8ada',
      address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/onvif\/device_service$/u) as string, // the port is a free one
      name: 'PREDATOR',
      hardware: 'HD_PREDATOR',
      location: '',
      profiles: ['S'],
    },
  ]);
  await pause(0);
});

it('is read as its own package reads it', async () => {
  const opened = openDevice({ deviceUrl: deviceUrl(), credentials: { username: 'admin', password: '9999' }, pin: null }, systemClock);
  const facts = await inspectDevice({
    connection: opened.connection,
    anonymous: opened.anonymous,
    credentials: { username: 'admin', password: '9999' },
  });
  opened.dispose();
  const cam = new Cam({ hostname: '127.0.0.1', port: device.httpPort, username: 'admin', password: '9999', autoconnect: false });
  const theirs = await new Promise<Readonly<Record<string, unknown>>>((resolve, reject) => {
    cam.getDeviceInformation((failure, information) => {
      if (failure === null) resolve({ ...information });
      else reject(failure);
    });
  });
  expect([facts.manufacturer, facts.model, facts.firmware]).toEqual(
    [theirs['manufacturer'], theirs['model'], theirs['firmwareVersion']].map(String),
  );
  // Its own package makes a number of it.
  expect(Number(facts.serial)).toBe(Number(theirs['serialNumber']));
  expect(facts.security).toEqual({ tls: false, signIn: 'none', open: true, factoryPassword: true });
  expect(facts.has).toMatchObject({ ptz: true, events: true });
  expect(facts.channels).toHaveLength(1);
  expect(facts.channels[0]).toMatchObject({ source: 'vidsrc0', main: 'main', sub: null });
  expect(facts.channels[0]?.profiles[0]).toMatchObject({ coding: 'h264', width: 1920, height: 1080 });
  expect(facts.channels[0]?.profiles[0]?.streamUri).toMatch(/^rtsp:\/\/127\.0\.0\.1[:/]/u);
});
