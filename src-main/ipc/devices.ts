import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { CameraInventory } from '../services/camera-inventory.ts';
import { addFromDevices } from '../services/devices/device-adding.ts';
import type { DeviceBook } from '../services/devices/device-book.ts';
import type { DeviceInspector } from '../services/devices/device-inspector.ts';
import type { DeviceSearch } from '../services/devices/device-search.ts';

export interface DeviceCalls {
  readonly cameras: Pick<CameraInventory, 'add'>;
  readonly deviceBook: Pick<DeviceBook, 'keep'>;
  readonly deviceInspector: Pick<DeviceInspector, 'inspect'>;
  readonly deviceSearch: Pick<DeviceSearch, 'start' | 'stop'>;
}

export function deviceHandlers({ cameras, deviceBook, deviceInspector, deviceSearch }: DeviceCalls): Handlers<VmsContract>['devices'] {
  return {
    search: ({ range }, { windowId }) => deviceSearch.start(windowId, range),
    stopSearch: ({ searchId }, { windowId }) => {
      deviceSearch.stop(windowId, searchId);
    },
    inspect: (wanted) => deviceInspector.inspect(wanted),
    addMany: async ({ drafts }) => ({ results: await addFromDevices({ cameras, book: deviceBook }, drafts) }),
  };
}
