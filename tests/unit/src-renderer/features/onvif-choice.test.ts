import { expect, it } from 'vitest';
import type { DeviceFacts } from '../../../../src-contract/model/device.ts';
import { cameraDeviceSchema } from '../../../../src-contract/model/device.ts';
import { chosenAtFirst, onvifPatch } from '../../../../src-renderer/features/camera-dialog/onvif-choice.ts';
import { onvifDevices } from '../../../fakes/onvif-devices.ts';

const factsAt = (host: string): DeviceFacts => {
  const device = onvifDevices.find(({ found }) => found.address.includes(host));
  if (device === undefined || !('facts' in device.answer)) throw new Error(`${host} can be read`);
  return device.answer.facts;
};
const good = factsAt('192.168.1.64');
const unnamed = { name: '' };

it('fills in the streams the device proposes and its name, and keeps the device as the contract wants it', () => {
  const { patch, device } = onvifPatch(good, chosenAtFirst(good, 0), unnamed);
  expect(patch).toMatchObject({ mainUrl: expect.stringContaining('_main') as string, subUrl: expect.stringContaining('_sub') as string });
  expect(patch.name).not.toBe('');
  expect(cameraDeviceSchema.parse(device)).toMatchObject({ mainProfile: chosenAtFirst(good, 0).main });
});

it('leaves a name a person wrote, and takes other profiles or no sub stream when they are chosen', () => {
  const { patch } = onvifPatch(good, { channel: 0, main: 'VideoSource_1_second', sub: null }, { name: 'Cổng sau' });
  expect(patch).toEqual({ mainUrl: 'rtsp://192.168.1.64:554/onvif/VideoSource_1_second', subUrl: '' });
});

it('changes nothing where the device has no stream to use, or no such channel', () => {
  const bare = { ...good, channels: [] };
  expect(onvifPatch(bare, chosenAtFirst(bare, 0), unnamed)).toEqual({ patch: {}, device: null });
  expect(onvifPatch(good, { channel: 0, main: 'gone', sub: null }, unnamed)).toEqual({ patch: {}, device: null });
});
