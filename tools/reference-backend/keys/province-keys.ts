/** Every key of the reference province, in one data folder. */
import { createPrivateKey, createPublicKey, hash, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { freshEcdsaKey, freshEd25519Key, freshX25519Key, keptSecret, openAuthority } from './authority.ts';
import type { Authority } from './authority.ts';
import type { StatementKey } from './dsse.ts';

export interface ProvinceKeys {
  readonly authority: Authority;
  readonly tls: { readonly key: string; readonly certificate: string };
  /** Signs every kind of statement; a real province would hold one key a use. */
  readonly statement: StatementKey & { readonly publicKey: KeyObject };
  /** Cosigns the checkpoints of devices' logs. */
  readonly witness: { readonly name: string; readonly privateKey: KeyObject; readonly verifierKey: string };
  /** X25519; what workstations seal to the province opens with it. */
  readonly transfer: { readonly keyid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  /** For tags of cursors and nonces. */
  readonly secret: Uint8Array;
}

const WITNESS_NAME = 'thainguyen.gov.vn/witness';
const COSIGNATURE = 4;

/** C2SP verifier key: `name+hash+base64(type ‖ key)`. */
const verifierKeyOf = (name: string, publicKey: KeyObject): string => {
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const typed = Buffer.concat([Uint8Array.of(COSIGNATURE), raw]);
  const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed])).slice(0, 8);
  return `${name}+${id}+${typed.toString('base64')}`;
};

/** @param hosts names and addresses the server's certificate is for */
export const openProvinceKeys = async (folder: string, hosts: readonly string[], nowMs: number): Promise<ProvinceKeys> => {
  const authority = await openAuthority(folder, nowMs);
  const serverKey = await keptSecret(folder, 'server.key.pem', freshEcdsaKey);
  const signingKey = createPrivateKey(await keptSecret(folder, 'statement.key.pem', freshEd25519Key));
  const witnessKey = createPrivateKey(await keptSecret(folder, 'witness.key.pem', freshEd25519Key));
  const transferKey = createPrivateKey(await keptSecret(folder, 'transfer.key.pem', freshX25519Key));
  const secret = await keptSecret(folder, 'secret', () => randomBytes(32).toString('hex'));
  const publicKey = createPublicKey(signingKey);
  const fingerprint = (key: KeyObject): string => hash('sha256', key.export({ type: 'spki', format: 'der' })).slice(0, 16);
  const transferPublic = createPublicKey(transferKey);
  return {
    authority,
    // Made anew at each start, so that it names the hosts of this start; the CA is what clients keep.
    tls: { key: serverKey, certificate: await authority.issueForServer(serverKey, hosts, nowMs) },
    statement: { keyid: `province-${fingerprint(publicKey)}`, privateKey: signingKey, publicKey },
    witness: { name: WITNESS_NAME, privateKey: witnessKey, verifierKey: verifierKeyOf(WITNESS_NAME, createPublicKey(witnessKey)) },
    transfer: { keyid: `province-transfer-${fingerprint(transferPublic)}`, privateKey: transferKey, publicKey: transferPublic },
    secret: Buffer.from(secret.trim(), 'hex'),
  };
};
