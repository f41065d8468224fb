/** A camera's login on its way to the province: readable with the province's own key alone, wherever it waits. */
import type { CameraCredential, TrustBundlePayload } from '../../../src-contract/province/schemas.ts';
import { sealJwe, type SealChance } from '../../base/jwe.ts';
import { transferReceiver } from '../../base/transfer-file.ts';

/** `null`: the province has published no key to seal to. */
export function credentialSealer(
  trust: Pick<TrustBundlePayload, 'transfer'>,
  chance: () => SealChance,
): ((credential: CameraCredential) => string) | null {
  const receiver = transferReceiver(trust);
  if (receiver === null) return null;
  return (credential) => sealJwe(Buffer.from(JSON.stringify(credential)), { ...receiver, cty: 'vms-camera-credential+json' }, chance());
}
