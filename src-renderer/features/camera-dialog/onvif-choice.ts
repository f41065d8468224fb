/** What of a device a person takes for one camera, and what that puts into the form. Pure. */
import type { CameraDevice, DeviceFacts } from '../../../src-contract/model/device.ts';
import { deviceName, keptDevice, streamOf } from '../../lib/device-profiles.ts';
import type { CameraForm } from './camera-form.ts';

export interface OnvifChoice {
  /** Index of the channel. */
  readonly channel: number;
  /** Tokens. */
  readonly main: string | null;
  readonly sub: string | null;
}

/** As the device's own proposal has it. */
export function chosenAtFirst({ channels }: DeviceFacts, channel: number): OnvifChoice {
  const { main = null, sub = null } = channels[channel] ?? {};
  return { channel, main, sub };
}

/** A name a person wrote stays; without a main stream nothing changes. */
export function onvifPatch(
  facts: DeviceFacts,
  { channel: at, main, sub }: OnvifChoice,
  { name }: Pick<CameraForm, 'name'>,
): { readonly patch: Partial<CameraForm>; readonly device: CameraDevice | null } {
  const channel = facts.channels[at];
  const mainUrl = channel === undefined ? null : streamOf(channel, main);
  if (channel === undefined || mainUrl === null) return { patch: {}, device: null };
  const called = deviceName(facts);
  return {
    patch: { mainUrl, subUrl: streamOf(channel, sub) ?? '', ...(name.trim() === '' && called !== '' ? { name: called } : {}) },
    device: keptDevice(facts, channel, main, sub),
  };
}
