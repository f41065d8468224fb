/** A connection to one device with everything real in it. */
import { randomBytes } from 'node:crypto';
import type { Credentials } from '../base/challenge.ts';
import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/disposable.ts';
import { createHttpExchange } from './http-exchange.ts';
import { OnvifConnection } from './onvif-connection.ts';

export interface DeviceAccess {
  readonly deviceUrl: URL;
  readonly credentials: Credentials | null;
  /** With HTTPS, the only certificate that counts; `null`: one this machine's authorities vouch for. */
  readonly pin: string | null;
}

export interface OpenDevice extends Disposable {
  readonly connection: OnvifConnection;
  /** The same device without the login. */
  readonly anonymous: OnvifConnection;
}

/** Nothing is sent yet. Disposal ends what is under way. */
export function openDevice({ deviceUrl, credentials, pin }: DeviceAccess, clock: Clock): OpenDevice {
  const exchange = createHttpExchange({ clock, pin });
  const needs = { ask: exchange.ask, clock, deviceUrl, randomBytes };
  return {
    connection: new OnvifConnection({ ...needs, credentials }),
    anonymous: new OnvifConnection({ ...needs, credentials: null }),
    dispose: () => {
      exchange.dispose();
    },
  };
}
