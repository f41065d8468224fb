/** What a person's change to one of the province's cameras is as an edit to offer. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { Camera, CameraDraft } from '../../../src-contract/model/camera.ts';
import type { Camera as ProvinceCamera, CameraCredential, CameraProposal } from '../../../src-contract/province/schemas.ts';
import { judgedOrThrow, type JudgedCamera } from '../camera-judgement.ts';
import type { Held } from './configuration.ts';

/** What an edit of a login needs. */
export interface LoginFacts {
  /** As it is; throws when it is not here. */
  readonly current: () => { readonly username: string; readonly password: string } | null;
  /** For the province alone; `null`: it has no key to seal to. */
  readonly seal: ((credential: CameraCredential) => string) | null;
  /** Sealed before and not taken: goes along where none is typed; `null`: there is none. */
  readonly kept: string | null;
}

export type CameraEdit = Pick<CameraProposal, 'patch' | 'credential'>;

/**
 * `null`: nothing that is the province's was changed. Throws `invalid-argument`, or `unsupported` and `unavailable` for
 * what only the province changes.
 */
export function editOf(draft: CameraDraft, shown: Camera, document: ProvinceCamera, login: LoginFacts): CameraEdit | null {
  const camera = judgedOrThrow(draft);
  const fixed = [
    ['area', camera.area !== '' && camera.area !== shown.area],
    ['transport', camera.transport !== shown.transport],
    // Nobody leaves a camera open to everybody from afar.
    ['password', camera.password === ''],
    // A patch by RFC 7396 cannot say "none" of a part of a field.
    ['subUrl', camera.subUrl === null && shown.subUrl !== null],
    ['trustedCertificate', (camera.trustedCertificate ?? null) !== null],
  ] as const;
  const [field] = fixed.find(([, changed]) => changed) ?? [null];
  if (field !== null) throw new VmsError('unsupported', 'camera-field-of-province', { field });
  const { mainStream, subStream } = document.connection;
  const connection = {
    ...(draft.mainUrl === mainStream ? {} : { mainStream: camera.mainUrl }),
    ...(draft.subUrl === subStream || camera.subUrl === subStream ? {} : { subStream: camera.subUrl }),
  };
  const credential = credentialOf(camera, document.id, login);
  const patch = {
    ...(camera.name === shown.name ? {} : { name: camera.name }),
    // Named with a login even where it is empty: then both sides having changed it is a conflict.
    ...(Object.keys(connection).length === 0 && credential === null ? {} : { connection }),
  };
  if (Object.keys(patch).length === 0) return null;
  return credential === null ? { patch } : { patch, credential };
}

/** What was not typed stays as it is. */
function credentialOf({ username, password }: JudgedCamera, cameraId: string, { current, seal, kept }: LoginFacts): string | null {
  if (username === null && password === null) return kept;
  if (seal === null) throw new VmsError('unavailable', 'camera-password-not-sealable');
  const before = username === null || password === null ? current() : null;
  // The province counts its revisions; this one is of the form alone.
  return seal({ cameraId, credentialRev: 1, username: username ?? before?.username ?? '', password: password ?? before?.password ?? '' });
}

/** A camera is not deleted by a workstation: it is taken out of service, and what it recorded stays findable. */
export const retiring = (id: string, { rev }: Held<ProvinceCamera>): CameraProposal => stateOf(id, rev, 'retired');

/** As it was before it was removed here. */
export const restoring = (id: string, { rev, document }: Held<ProvinceCamera>): CameraProposal =>
  stateOf(id, rev, document.state === 'retired' ? 'active' : document.state);

const stateOf = (id: string, baseRev: string, state: ProvinceCamera['state']): CameraProposal => ({
  kind: 'camera-patch',
  id,
  baseRev,
  patch: { state },
});
