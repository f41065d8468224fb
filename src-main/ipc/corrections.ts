import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { CameraCorrections } from '../services/configuration/camera-corrections.ts';

export interface CorrectionCalls {
  readonly corrections: Pick<CameraCorrections, 'addition' | 'offerAddition' | 'edit' | 'offerEdit'>;
}

export function correctionHandlers({ corrections }: CorrectionCalls): Handlers<VmsContract>['corrections'] {
  return {
    addition: ({ proposalId }) => corrections.addition(proposalId),
    offerAddition: async ({ proposalId, draft, registration, login }) => {
      await corrections.offerAddition(proposalId, draft, registration, login);
      return {};
    },
    edit: ({ proposalId, cameraId }) => corrections.edit(cameraId, proposalId),
    offerEdit: ({ proposalId, cameraId, draft, login }) => corrections.offerEdit(cameraId, proposalId, draft, login),
  };
}
