/** From a camera to its ONVIF device: which address, which login, and whether it moves at all. */
import type { Clock } from '../../base/clock.ts';
import { openDevice } from '../../onvif/open-device.ts';
import { openPtz } from '../../onvif/ptz.ts';
import type { StreamSource } from '../../media/source.ts';
import type { OpenedPtz } from './ptz-service.ts';

export interface DeviceFacts {
  readonly source: Pick<StreamSource, 'url' | 'username' | 'password'>;
  /** What the province names; `null`: it says that there is none; left out for a camera of this workstation alone. */
  readonly onvif?: string | null;
}

/** Where most cameras keep their device service, on the host their stream comes from; ONVIF Core §5.1 wants it there. */
export function deviceUrlOf({ source, onvif }: DeviceFacts): URL | null {
  if (onvif === null) return null;
  if (onvif !== undefined) return URL.canParse(onvif) ? new URL(onvif) : null;
  if (!URL.canParse(source.url)) return null;
  const { hostname } = new URL(source.url);
  return hostname === '' ? null : new URL(`http://${hostname}/onvif/device_service`);
}

/** `null`: no PTZ. Rejects as `OnvifConnection.call`. */
export async function openCameraPtz(facts: DeviceFacts, clock: Clock): Promise<OpenedPtz | null> {
  const deviceUrl = deviceUrlOf(facts);
  if (deviceUrl === null) return null;
  const { username, password } = facts.source;
  const credentials = username === null ? null : { username, password: password ?? '' };
  const opened = openDevice({ deviceUrl, credentials, pin: null }, clock);
  try {
    const device = await openPtz(opened.connection);
    if (device !== null)
      return {
        device,
        dispose: () => {
          opened.dispose();
        },
      };
    opened.dispose();
    return null;
  } catch (failure) {
    opened.dispose();
    throw failure;
  }
}
