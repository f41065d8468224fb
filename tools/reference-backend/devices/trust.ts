/** The trust bundle: what a device believes, signed. */
import type { SignedStatement, TrustBundlePayload } from '../../../src-contract/province/schemas.ts';
import type { Province } from '../http/calls.ts';
import { signStatement } from '../keys/dsse.ts';
import { numberOf, one, textOf } from '../storage/database.ts';
import type { Transaction } from '../storage/database.ts';

const YEAR_MS = 365 * 86_400_000;

/** @returns the envelope and its version, which grows with every revoked certificate */
export const trustBundle = async (
  transaction: Transaction,
  { keys, now }: Province,
): Promise<{ statement: SignedStatement; version: number }> => {
  const rows = await transaction.all('SELECT serial FROM certificate WHERE revoked_at IS NOT NULL ORDER BY serial');
  const serials = rows.map((row) => textOf(row, 'serial'));
  const changed = await one(transaction.all('SELECT COALESCE(MAX(revoked_at), 0) AS changed FROM certificate'));
  // What is in it by design counts from 2: the first ones knew no transfer key.
  const version = 2 + serials.length;
  const nowMs = now();
  // A bundle says when it was made, not when it was asked for: the same content is the same bytes, to the day.
  const issuedMs = Math.max(Math.floor(nowMs / 86_400_000) * 86_400_000, changed === null ? 0 : numberOf(changed, 'changed'));
  const payload: TrustBundlePayload = {
    version,
    issuedAt: new Date(issuedMs).toISOString(),
    notAfter: new Date(issuedMs + YEAR_MS).toISOString(),
    roots: [keys.authority.rootPem],
    keys: [
      {
        keyid: keys.statement.keyid,
        publicKey: keys.statement.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
        uses: ['trust', 'feed', 'grace', 'revocations', 'approval', 'transfer'],
        notBefore: '2026-01-01T00:00:00.000Z',
        notAfter: '2036-01-01T00:00:00.000Z',
      },
    ],
    witness: keys.witness.verifierKey,
    revokedCertificates: serials,
    transfer: {
      keyid: keys.transfer.keyid,
      publicKey: keys.transfer.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    },
    crl: await keys.authority.revocationList(serials, issuedMs),
  };
  return { statement: signStatement(keys.statement, 'trust-bundle', payload), version };
};
