/** ONVIF devices of a fake main: what answers a search, and what each says when it is read. */
import { VmsError, type WireError } from '../../src-contract/errors.ts';
import type { Handlers, Notifier } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Camera, CameraDraft } from '../../src-contract/model/camera.ts';
import type { DeviceFacts, FoundDevice } from '../../src-contract/model/device.ts';
import { fromWireError } from '../../src-contract/errors.ts';

export interface FakeDevice {
  readonly found: FoundDevice;
  /** What it answers when it is read, with the password it wants; a refusal instead. */
  readonly answer: { readonly facts: DeviceFacts; readonly password: string } | { readonly error: WireError };
}

export interface FakeDevicesNeeds {
  readonly devices: () => readonly FakeDevice[];
  readonly notifier: Notifier<VmsContract>;
  readonly add: (draft: CameraDraft) => Camera;
}

export function fakeDeviceHandlers({ devices, notifier, add }: FakeDevicesNeeds): Handlers<VmsContract>['devices'] {
  let searches = 0;
  return {
    search: () => {
      searches += 1;
      const searchId = `search-${String(searches)}`;
      // After the answer, as from the real one.
      setTimeout(() => {
        notifier.devices.onSearch({ searchId, found: devices().map(({ found }) => found), gone: [], ended: false });
        notifier.devices.onSearch({ searchId, found: [], gone: [], ended: true });
      }, 20);
      return { searchId, seconds: 6 };
    },
    stopSearch: () => undefined,
    inspect: ({ address, password }) => {
      const device = devices().find(({ found }) => found.address === address);
      if (device === undefined) throw new VmsError('unavailable', 'onvif-unreachable', { code: 'EHOSTUNREACH' });
      if ('error' in device.answer) throw fromWireError(device.answer.error);
      if (device.answer.password !== password) throw new VmsError('unavailable', 'onvif-unauthorised', { way: 'digest-sha256' });
      return device.answer.facts;
    },
    addMany: ({ drafts }) => ({
      results: drafts.map(({ draft }) => {
        const { id, number } = add(draft);
        return { kind: 'added' as const, id, number };
      }),
    }),
  };
}
