/** What a person's change to one of the province's cameras is as an edit to offer. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { Camera, CameraDraft } from '../../../src-contract/model/camera.ts';
import type { Camera as ProvinceCamera, CameraProposal } from '../../../src-contract/province/schemas.ts';
import { judgeDraft } from '../camera-judgement.ts';
import type { Held } from './configuration.ts';

/** `null`: nothing that is the province's was changed. Throws `invalid-argument`, or `unsupported` for what only the province changes. */
export function patchOf(draft: CameraDraft, shown: Camera, document: ProvinceCamera): CameraProposal['patch'] | null {
  const judged = judgeDraft(draft);
  if (!judged.ok) {
    const [first] = judged.problems;
    throw new VmsError('invalid-argument', first?.key ?? 'invalid-argument', { field: first?.field ?? '' });
  }
  const { camera } = judged;
  const fixed = [
    ['area', camera.area !== '' && camera.area !== shown.area],
    ['transport', camera.transport !== shown.transport],
    ['username', camera.username !== null],
    ['password', camera.password !== null],
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
  const patch = {
    ...(camera.name === shown.name ? {} : { name: camera.name }),
    ...(Object.keys(connection).length === 0 ? {} : { connection }),
  };
  return Object.keys(patch).length === 0 ? null : patch;
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
