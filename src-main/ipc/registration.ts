import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { CameraRegistrations } from '../services/configuration/camera-registrations.ts';

export interface RegistrationCalls {
  readonly registrations: Pick<CameraRegistrations, 'places' | 'offer'>;
}

export function registrationHandlers({ registrations }: RegistrationCalls): Handlers<VmsContract>['registration'] {
  return {
    places: () => registrations.places(),
    offer: async ({ draft, registration }) => {
      await registrations.offer(draft, registration);
      return {};
    },
  };
}
