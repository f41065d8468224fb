import { z } from 'zod';
import { cameraSchema } from '../../../src-contract/model/camera.ts';
import { all, run, type ReadableDb, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';

/** A password as it lies on disk; `services` never see SQLite, the vault never sees a row. */
export interface SealedSecret {
  readonly keyId: string;
  readonly value: Uint8Array;
}

const rowSchema = z.object({
  ...cameraSchema.unwrap().omit({ hasPassword: true }).shape,
  secretKeyId: z.string().nullable(),
  secretValue: z.instanceof(Uint8Array).nullable(),
});

/** One camera as stored. */
export type CameraRow = Readonly<Omit<z.infer<typeof rowSchema>, 'secretKeyId' | 'secretValue'>> & { readonly secret: SealedSecret | null };

export interface CameraList {
  readonly rows: readonly CameraRow[];
  /** Rows that no longer fit the model (edited by another program); left alone and not shown. */
  readonly unreadable: number;
}

/** Every camera, by number. */
export function listCameras(db: ReadableDb): CameraList {
  const found = all(
    db,
    sql`SELECT id, number, name, area, main_url AS mainUrl, sub_url AS subUrl, transport, username,
               sha256 AS trustedCertificate, key_id AS secretKeyId, password AS secretValue
        FROM cameras
        LEFT JOIN camera_secrets ON camera_secrets.camera_id = id
        LEFT JOIN camera_certificates ON camera_certificates.camera_id = id
        ORDER BY number`,
  );
  const rows = found.flatMap((row) => {
    const parsed = rowSchema.safeParse(row);
    if (!parsed.success) return [];
    const { secretKeyId, secretValue, ...camera } = parsed.data;
    return [{ ...camera, secret: secretKeyId === null || secretValue === null ? null : { keyId: secretKeyId, value: secretValue } }];
  });
  return { rows, unreadable: found.length - rows.length };
}

/** Adds or replaces cameras with their secrets and trusted certificates. Fails as a whole when a number is taken. */
export function storeCameras(db: WritableDb, args: { readonly rows: readonly CameraRow[]; readonly changedAtMs: number }): void {
  for (const row of args.rows) {
    run(
      db,
      sql`INSERT INTO cameras (id, number, name, area, main_url, sub_url, transport, username, changed_at_ms)
          VALUES (${row.id}, ${row.number}, ${row.name}, ${row.area}, ${row.mainUrl}, ${row.subUrl}, ${row.transport}, ${row.username}, ${args.changedAtMs})
          ON CONFLICT (id) DO UPDATE SET number = excluded.number, name = excluded.name, area = excluded.area,
            main_url = excluded.main_url, sub_url = excluded.sub_url, transport = excluded.transport,
            username = excluded.username, changed_at_ms = excluded.changed_at_ms`,
    );
    run(db, sql`DELETE FROM camera_secrets WHERE camera_id = ${row.id}`);
    run(db, sql`DELETE FROM camera_certificates WHERE camera_id = ${row.id}`);
    if (row.trustedCertificate !== null)
      run(db, sql`INSERT INTO camera_certificates (camera_id, sha256) VALUES (${row.id}, ${row.trustedCertificate})`);
    if (row.secret === null) continue;
    run(db, sql`INSERT INTO camera_secrets (camera_id, key_id, password) VALUES (${row.id}, ${row.secret.keyId}, ${row.secret.value})`);
  }
}

/** Removes cameras and their secrets. */
export function removeCameras(db: WritableDb, args: { readonly ids: readonly string[] }): void {
  for (const id of args.ids) run(db, sql`DELETE FROM cameras WHERE id = ${id}`);
}
