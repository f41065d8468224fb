/** Camera rows and drafts that differ by their number. */
import { cameraDraftSchema, type CameraDraft, type CameraDraftInput } from '../../src-contract/model/camera.ts';
import type { CameraRow } from '../../src-main/cache/queries/cameras.ts';

export const cameraId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export function cameraRow(number: number, changes: Partial<CameraRow> = {}): CameraRow {
  return {
    id: cameraId(number),
    number,
    name: `Ngã tư số ${number}`,
    area: 'Phường Phan Đình Phùng',
    mainUrl: `rtsp://10.0.0.1/main${number}`,
    subUrl: `rtsp://10.0.0.1/sub${number}`,
    transport: 'tcp',
    username: 'admin',
    trustedCertificate: null,
    secret: { keyId: 'key-1', value: Uint8Array.of(1, 2, 3) },
    ...changes,
  };
}

export function cameraDraft(changes: Partial<CameraDraftInput> = {}): CameraDraft {
  return cameraDraftSchema.parse({ number: null, name: 'Cổng chính', mainUrl: 'rtsp://10.0.0.5/main', ...changes });
}
