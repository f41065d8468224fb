/** Credentials of cameras, sealed to this device's key by the province: what lies here opens nowhere else. */
import { z } from 'zod';
import { all, run, type ReadableDb, type WritableDb } from '../database.ts';
import { sql } from '../sql.ts';

export interface SealedCredential {
  readonly cameraId: string;
  readonly credentialRev: number;
  /** Compact JWE. */
  readonly sealed: string;
}

const row = z.object({ camera_id: z.string(), credential_rev: z.number(), sealed: z.string() });

export function listCredentials(db: ReadableDb): readonly SealedCredential[] {
  return all(db, sql`SELECT camera_id, credential_rev, sealed FROM credential ORDER BY camera_id`).map((found) => {
    const { camera_id: cameraId, credential_rev: credentialRev, sealed } = row.parse(found);
    return { cameraId, credentialRev, sealed };
  });
}

/** `gone`: cameras whose credential must no longer be here. */
export interface CredentialChange {
  readonly put: readonly SealedCredential[];
  readonly gone: readonly string[];
}

export function storeCredentials(db: WritableDb, { put, gone }: CredentialChange): void {
  for (const id of gone) run(db, sql`DELETE FROM credential WHERE camera_id = ${id}`);
  for (const { cameraId, credentialRev, sealed } of put)
    run(db, sql`INSERT OR REPLACE INTO credential (camera_id, credential_rev, sealed) VALUES (${cameraId}, ${credentialRev}, ${sealed})`);
}
