import { z } from 'zod';
import { cameraDeviceSchema, type CameraDevice } from '../../../src-contract/model/device.ts';
import { all, run, type ReadableDb, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';

const rowSchema = z.object({ id: z.string(), facts: z.string() });

export interface StoredDevice {
  readonly cameraId: string;
  readonly device: CameraDevice;
}

/** Rows that no longer fit the model are left out. */
export function listCameraDevices(db: ReadableDb): readonly StoredDevice[] {
  return all(db, sql`SELECT camera_id AS id, facts FROM camera_devices`).flatMap((row) => {
    const { id, facts } = rowSchema.parse(row);
    const device = cameraDeviceSchema.safeParse(readJson(facts));
    return device.success ? [{ cameraId: id, device: device.data }] : [];
  });
}

export function storeCameraDevices(db: WritableDb, args: { readonly devices: readonly StoredDevice[] }): void {
  for (const { cameraId, device } of args.devices)
    run(
      db,
      sql`INSERT INTO camera_devices (camera_id, address, facts) VALUES (${cameraId}, ${device.address}, ${JSON.stringify(device)})
          ON CONFLICT (camera_id) DO UPDATE SET address = excluded.address, facts = excluded.facts`,
    );
}

/** Those of cameras that are no longer there. */
export function pruneCameraDevices(db: WritableDb): void {
  run(db, sql`DELETE FROM camera_devices WHERE camera_id NOT IN (SELECT id FROM cameras)`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
