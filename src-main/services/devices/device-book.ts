/** Which ONVIF device a camera belongs to. */
import type { CameraDevice } from '../../../src-contract/model/device.ts';
import type { QueryRunner } from '../../cache/local-database.ts';
import type { StoredDevice } from '../../cache/queries/camera-devices.ts';
import { deviceUrlOf, deviceUrlOfStream } from '../../onvif/device-address.ts';

export interface DeviceBookNeeds {
  readonly storage: QueryRunner;
  /** The main stream's address of a camera, the province's included. */
  readonly streamOf: (cameraId: string) => string;
  /** What the province says of a camera's device service; `null` where it says nothing. */
  readonly provinceAddressOf: (cameraId: string) => string | null;
}

/** How a camera's device is reached. */
export interface DevicePlace {
  readonly url: URL;
  /** What was read when the camera was added from its device; `null` where only an address is known. */
  readonly device: CameraDevice | null;
}

export class DeviceBook {
  readonly #needs: DeviceBookNeeds;
  readonly #devices: Map<string, CameraDevice>;

  constructor(needs: DeviceBookNeeds, stored: readonly StoredDevice[]) {
    this.#needs = needs;
    this.#devices = new Map(stored.map(({ cameraId, device }) => [cameraId, device]));
  }

  static async load(needs: DeviceBookNeeds): Promise<DeviceBook> {
    await needs.storage.query('pruneCameraDevices');
    return new DeviceBook(needs, await needs.storage.query('listCameraDevices'));
  }

  deviceOf(cameraId: string): CameraDevice | null {
    return this.#devices.get(cameraId) ?? null;
  }

  /** As read, as the province says, or else the usual port of the host the stream comes from; `null` where none of it leads anywhere. */
  placeOf(cameraId: string): DevicePlace | null {
    const device = this.deviceOf(cameraId);
    const stream = this.#needs.streamOf(cameraId);
    // The camera was given another address since: what was read of the device then is of another one.
    const kept = device !== null && sameHost(device.address, stream) ? device : null;
    const told = kept?.address ?? this.#needs.provinceAddressOf(cameraId);
    const url = told === null ? deviceUrlOfStream(stream) : deviceUrlOf(told);
    return url === null ? null : { url, device: kept };
  }

  /** As `placeOf`, but only where somebody said that there is a device: nothing is guessed from the stream's host. */
  knownPlaceOf(cameraId: string): DevicePlace | null {
    const place = this.placeOf(cameraId);
    return place === null || (place.device === null && this.#needs.provinceAddressOf(cameraId) === null) ? null : place;
  }

  /** Rejects as storage does. */
  async keep(devices: readonly StoredDevice[]): Promise<void> {
    await this.#needs.storage.query('storeCameraDevices', { devices });
    for (const { cameraId, device } of devices) this.#devices.set(cameraId, device);
  }
}

function sameHost(address: string, stream: string): boolean {
  return URL.canParse(address) && URL.canParse(stream) && new URL(address).hostname === new URL(stream).hostname;
}
