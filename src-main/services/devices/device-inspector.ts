/** Reads devices for a person who is about to add them. */
import type { CertificateFacts } from '../../../src-contract/model/certificate.ts';
import type { DeviceFacts } from '../../../src-contract/model/device.ts';
import { VmsError } from '../../../src-contract/errors.ts';
import type { CameraPlace } from '../../base/camera-certificate.ts';
import type { Disposable } from '../../base/disposable.ts';
import { deviceUrlOf } from '../../onvif/device-address.ts';
import { inspectDevice, type Inspection } from '../../onvif/inspect.ts';
import { OnvifFailure } from '../../onvif/onvif-failure.ts';
import type { DeviceAccess, OpenDevice } from '../../onvif/open-device.ts';

export interface DeviceInspectorNeeds {
  readonly open: (access: DeviceAccess) => OpenDevice;
  readonly lookAtCertificate: (place: CameraPlace) => Promise<CertificateFacts | null>;
}

export interface WantedDevice {
  readonly address: string;
  readonly username: string;
  readonly password: string;
  readonly trustedCertificate: string | null;
}

/** Somebody who adds a whole network at once must not open a connection to each device at the same time. */
const AT_ONCE = 6;

export class DeviceInspector {
  readonly #needs: DeviceInspectorNeeds;
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(needs: DeviceInspectorNeeds) {
    this.#needs = needs;
  }

  /** Rejects `invalid-argument` for what is no address, with `OnvifFailure` for what does not answer as it should. */
  async inspect({ address, username, password, trustedCertificate }: WantedDevice): Promise<DeviceFacts> {
    const deviceUrl = deviceUrlOf(address);
    if (deviceUrl === null) throw new VmsError('invalid-argument', 'onvif-address');
    const credentials = username === '' ? null : { username, password };
    const turn = await this.#turn();
    const device = this.#needs.open({ deviceUrl, credentials, pin: trustedCertificate });
    try {
      const inspection: Inspection = { connection: device.connection, anonymous: device.anonymous, credentials };
      return await inspectDevice(inspection);
    } catch (failure) {
      throw await this.#withCertificate(failure, deviceUrl);
    } finally {
      device.dispose();
      turn.dispose();
    }
  }

  async #withCertificate(failure: unknown, { hostname, port }: URL): Promise<unknown> {
    if (!(failure instanceof OnvifFailure) || failure.problem !== 'certificate') return failure;
    const place = { host: hostname.replace(/^\[|\]$/gu, ''), port: port === '' ? 443 : Number(port) };
    const facts = await this.#needs.lookAtCertificate(place);
    return facts === null ? failure : new OnvifFailure('certificate', { ...failure.details, ...facts });
  }

  async #turn(): Promise<Disposable> {
    if (this.#busy >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy += 1;
    return {
      dispose: () => {
        const next = this.#waiting.shift();
        if (next === undefined) this.#busy -= 1;
        else next();
      },
    };
  }
}
