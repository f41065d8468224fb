/** ONVIF devices: looking for them, reading them, and which camera belongs to which. */
import { randomUUID } from 'node:crypto';
import { channelOf } from '../../src-contract/ipc/builder.ts';
import { lookAtCertificate } from '../base/camera-certificate.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Host } from '../hosts/host.ts';
import { discoveryPort, ownInterfaces, searchDevices } from '../onvif/discovery.ts';
import { openDevice } from '../onvif/open-device.ts';
import type { CameraInventory } from '../services/camera-inventory.ts';
import type { Configuration } from '../services/configuration/configuration.ts';
import { DeviceBook } from '../services/devices/device-book.ts';
import { DeviceInspector } from '../services/devices/device-inspector.ts';
import { DeviceSearch } from '../services/devices/device-search.ts';
import { KeyframeAsking } from '../services/devices/keyframe-asking.ts';
import type { LiveService } from '../services/live.ts';
import type { MediaSupervisor } from '../services/media-supervisor.ts';
import type { Storage } from '../services/storage.ts';

export interface Devices {
  readonly deviceBook: DeviceBook;
  readonly deviceInspector: DeviceInspector;
  readonly deviceSearch: DeviceSearch;
}

export interface DeviceParts {
  readonly cameras: Pick<CameraInventory, 'get'>;
  readonly configuration: Configuration;
}

export interface KeyframeParts {
  readonly deviceBook: Pick<DeviceBook, 'knownPlaceOf'>;
  readonly cameras: Pick<CameraInventory, 'has' | 'sourceOf'>;
  readonly live: Pick<LiveService, 'pulls'>;
  readonly media: Pick<MediaSupervisor, 'streamChanged'>;
}

/** Asks cold devices for keyframes; hears from `media` which streams wait. */
export function buildKeyframeAsking({ deviceBook, cameras, live, media }: KeyframeParts, clock: Clock, log: Log): KeyframeAsking {
  const asking = new KeyframeAsking({
    pulls: (streamKey) => live.pulls(streamKey),
    placeOf: (cameraId) => (cameras.has(cameraId) ? deviceBook.knownPlaceOf(cameraId) : null),
    sourceOf: (cameraId, profile) => cameras.sourceOf(cameraId, profile),
    open: (access) => openDevice(access, clock),
    clock,
    log,
  });
  media.streamChanged.on((change) => {
    asking.streamChanged(change);
  });
  return asking;
}

/** The switch for tests and demonstrations: looks for devices on this machine only, at that port. */
export function loopbackDiscovery(environment: NodeJS.ProcessEnv): number | null {
  const port = Number(environment['VMS_DISCOVERY_PORT'] ?? '');
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

/** `loopbackPort`: devices are looked for on this machine only, at that port. */
export async function buildDevices(
  host: Host,
  { database }: Storage,
  { cameras, configuration }: DeviceParts,
  clock: Clock,
  loopbackPort: number | null,
): Promise<Devices> {
  const deviceBook = await DeviceBook.load({
    storage: database,
    streamOf: (id) => cameras.get(id).mainUrl,
    provinceAddressOf: (id) => configuration.cameras.get(id)?.document.connection.onvif ?? null,
  });
  const deviceInspector = new DeviceInspector({
    open: (access) => openDevice(access, clock),
    lookAtCertificate: (place) => lookAtCertificate(place, clock),
  });
  const deviceSearch = new DeviceSearch({
    clock,
    newId: randomUUID,
    ways: () =>
      loopbackPort === null ? { interfaces: ownInterfaces(), port: discoveryPort } : { interfaces: ['127.0.0.1'], port: loopbackPort },
    search: (options, listener) => searchDevices(options, { clock, newId: randomUUID, random: Math.random }, listener),
    tell: (windowId, news) => {
      host.notify(windowId, channelOf('devices', 'onSearch'), news);
    },
  });
  return { deviceBook, deviceInspector, deviceSearch };
}
