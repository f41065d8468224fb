/** Makes cameras of devices, one after the other. */
import { toWireError, type WireError } from '../../../src-contract/errors.ts';
import type { Camera, CameraDraft } from '../../../src-contract/model/camera.ts';
import type { CameraDevice } from '../../../src-contract/model/device.ts';
import type { DeviceBook } from './device-book.ts';

export interface DeviceAddingNeeds {
  readonly cameras: { add(draft: CameraDraft): Promise<Camera> };
  readonly book: Pick<DeviceBook, 'keep'>;
}

export type AddResult =
  { readonly kind: 'added'; readonly id: string; readonly number: number } | { readonly kind: 'failed'; readonly error: WireError };

/** A camera that cannot be added does not stop the others. Answers in the order given. */
export async function addFromDevices(
  { cameras, book }: DeviceAddingNeeds,
  wanted: readonly { readonly draft: CameraDraft; readonly device: CameraDevice }[],
): Promise<AddResult[]> {
  const results: AddResult[] = [];
  for (const { draft, device } of wanted) {
    try {
      const { id, number } = await cameras.add(draft);
      await book.keep([{ cameraId: id, device }]);
      results.push({ kind: 'added', id, number });
    } catch (failure) {
      results.push({ kind: 'failed', error: toWireError(failure) });
    }
  }
  return results;
}
