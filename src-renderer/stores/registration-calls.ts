import type { Client } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { CameraDraftInput } from '../../src-contract/model/camera.ts';
import type { CameraRegistration, RegistrationPlaces } from '../../src-contract/model/registration.ts';

/** Registering cameras with the province. Nothing is kept here, a password least of all. Both reject with `VmsError`. */
export interface RegistrationCalls {
  places(): Promise<RegistrationPlaces>;
  /** Resolves when the offer is on disk. */
  offer(draft: CameraDraftInput, registration: CameraRegistration): Promise<void>;
}

export function registrationCalls(vms: Client<VmsContract>): RegistrationCalls {
  return {
    places: () => vms.registration.places({}),
    async offer(draft, { domains, ...registration }) {
      await vms.registration.offer({ draft, registration: { ...registration, domains: [...domains] } });
    },
  };
}
