/** What an ONVIF device offers to watch, in words and addresses. */
import type { CameraDevice, DeviceChannel, DeviceFacts, MediaProfile } from '../../src-contract/model/device.ts';

/** `1280×720 · H.264 · 25 fps · MainStream`. */
export function profileLabel({ name, coding, width, height, fps }: MediaProfile): string {
  const size = width === 0 ? '' : `${String(width)}×${String(height)}`;
  return [size, coding.toUpperCase().replace('H26', 'H.26'), fps === null ? '' : `${String(fps)} fps`, name]
    .filter((part) => part !== '')
    .join(' · ');
}

/** The RTSP address of a profile by its token; `null` where there is none to be used. */
export const streamOf = (channel: DeviceChannel, token: string | null): string | null =>
  channel.profiles.find((profile) => profile.token === token)?.streamUri ?? null;

/** As set at the device, else its make and model; `''` where it says neither. */
export const deviceName = ({ name, manufacturer, model }: DeviceFacts): string => (name === '' ? `${manufacturer} ${model}`.trim() : name);

/** What is kept of a device with the camera that one of its channels becomes; `null` without a main profile. */
export function keptDevice(facts: DeviceFacts, channel: DeviceChannel, main: string | null, sub: string | null): CameraDevice | null {
  if (main === null) return null;
  const mainProfile = channel.profiles.find(({ token }) => token === main);
  const { address, media, manufacturer, model, firmware, serial } = facts;
  return {
    ...{ address, media, manufacturer, model, firmware, serial },
    source: channel.source,
    mainProfile: main,
    subProfile: sub,
    hasPtz: facts.has.ptz && mainProfile?.hasPtz === true,
    clockOffsetMs: facts.clock?.offsetMs ?? null,
  };
}
