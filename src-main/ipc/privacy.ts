import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Openings } from '../services/approvals/openings.ts';
import type { Audit } from '../services/audit/audit.ts';

export interface PrivacyCalls {
  readonly openings: Pick<Openings, 'shutThese'>;
  readonly audit: Pick<Audit, 'happened'>;
}

export function privacyHandlers({ openings, audit }: PrivacyCalls): Handlers<VmsContract>['privacy'] {
  return {
    shut: ({ act, cameraId }) => {
      openings.shutThese((thing) => thing.act === act && thing.cameraId === cameraId, 'by-hand');
      return {};
    },
    watermarkMissing: ({ cameraId }, { windowId }) => {
      const object = { kind: 'camera', id: cameraId, label: null };
      void audit.happened({ action: 'mask.change', object, params: { what: 'watermark-missing', windowId } }, 'refused');
    },
  };
}
