/** The numbers operators type to call up the province's cameras; kept here because people learn them by heart. */
import { z } from 'zod';
import { all, run, type ReadableDb, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';

export interface CameraNumber {
  readonly cameraId: string;
  readonly number: number;
}

const rows = z.array(z.object({ camera_id: z.string(), number: z.number() }));

export function listProvinceCameraNumbers(db: ReadableDb): readonly CameraNumber[] {
  return rows
    .parse(all(db, sql`SELECT camera_id, number FROM province_camera_number ORDER BY number`))
    .map(({ camera_id: cameraId, number }) => ({ cameraId, number }));
}

/** Fails as a whole where a number would stand twice. */
export function storeProvinceCameraNumbers(db: WritableDb, numbers: readonly CameraNumber[]): void {
  for (const { cameraId } of numbers) run(db, sql`DELETE FROM province_camera_number WHERE camera_id = ${cameraId}`);
  for (const { cameraId, number } of numbers)
    run(db, sql`INSERT INTO province_camera_number (camera_id, number) VALUES (${cameraId}, ${number})`);
}

/** The workstation left its province. */
export function forgetProvinceCameraNumbers(db: WritableDb): void {
  run(db, sql`DELETE FROM province_camera_number`);
}
