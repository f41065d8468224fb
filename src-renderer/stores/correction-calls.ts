import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Camera, CameraDraftInput, CameraId } from '../../src-contract/model/camera.ts';
import type { LoginChoice, ProposedAddition, ProposedEdit } from '../../src-contract/model/correction.ts';
import type { CameraRegistration } from '../../src-contract/model/registration.ts';

/** Corrects what the province did not take. Nothing is kept here, a password least of all. All reject with `VmsError`. */
export interface CorrectionCalls {
  addition(proposalId: string): Promise<ProposedAddition>;
  /** The two below resolve when the correction is on disk in the place of what was refused. */
  offerAddition(proposalId: string, draft: CameraDraftInput, registration: CameraRegistration, login: LoginChoice): Promise<void>;
  edit(proposalId: string, cameraId: CameraId): Promise<ProposedEdit>;
  offerEdit(proposalId: string, cameraId: CameraId, draft: CameraDraftInput, login: LoginChoice): Promise<Camera>;
}

export function correctionCalls({ corrections }: Pick<Client<VmsContract>, 'corrections'>): CorrectionCalls {
  return {
    addition: (proposalId) => corrections.addition({ proposalId }),
    async offerAddition(proposalId, draft, { domains, ...registration }, login) {
      await corrections.offerAddition({ proposalId, draft, registration: { ...registration, domains: [...domains] }, login });
    },
    edit: (proposalId, cameraId) => corrections.edit({ proposalId, cameraId }),
    offerEdit: (proposalId, cameraId, draft, login) => corrections.offerEdit({ proposalId, cameraId, draft, login }),
  };
}
