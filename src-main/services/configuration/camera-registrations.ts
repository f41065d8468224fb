/** Cameras registered from this workstation: where they may stand, and the offer to the province. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { CameraDraft } from '../../../src-contract/model/camera.ts';
import type { CameraRegistration, RegistrationPlaces } from '../../../src-contract/model/registration.ts';
import type { CameraAddition, Proposal, TrustBundlePayload } from '../../../src-contract/province/schemas.ts';
import type { SealChance } from '../../base/jwe.ts';
import { additionOf, type AdditionFacts } from './camera-addition.ts';
import type { Configuration } from './configuration.ts';
import { credentialSealer } from './seal-credential.ts';
import { areaInWords, unitInWords } from './shown-camera.ts';

/** What of the membership it needs. */
export interface RegisteringMember {
  trust(): Pick<TrustBundlePayload, 'transfer'>;
  readonly serverClock: { now(): number };
}

export interface RegistrationNeeds {
  /** `null`: this workstation belongs to no province. */
  readonly member: () => RegisteringMember | null;
  readonly configuration: Pick<Configuration, 'areas' | 'areaAt' | 'units'>;
  /** Whether the person at the seat may manage a camera that would stand there. */
  readonly mayManageAt: (areaPath: string, unitId: string) => boolean;
  /** Their own unit and the areas they were given, where somebody is signed in. */
  readonly person: () => { readonly unitId: string; readonly areaPaths: readonly string[] } | null;
  /** Resolves when the edits are on disk. */
  readonly offer: (edits: readonly Proposal[]) => Promise<void>;
  /** UUIDv7. */
  readonly newId: () => string;
  readonly chance: () => SealChance;
}

export class CameraRegistrations {
  readonly #needs: RegistrationNeeds;

  constructor(needs: RegistrationNeeds) {
    this.#needs = needs;
  }

  /** What may be chosen from; which area goes with which unit is judged when it is offered. */
  places(): RegistrationPlaces {
    const { configuration, mayManageAt, person } = this.#needs;
    const member = this.#member();
    const { unitId: ownUnit, areaPaths } = person() ?? { unitId: '', areaPaths: [] };
    const paths = [...configuration.areas.values()].map(({ document }) => document.path).sort();
    const unitIds = [...configuration.units.keys()].sort();
    const units = unitIds.filter((id) => areaPaths.some((path) => mayManageAt(path, id)));
    return {
      areas: paths
        .filter((path) => path.includes('/') && mayManageAt(path, ownUnit))
        .map((path) => ({ path, name: areaInWords(path, configuration) })),
      units: units.map((id) => ({ id, name: unitInWords(id, configuration) })),
      ownUnitId: units.includes(ownUnit) ? ownUnit : null,
      takesPasswords: credentialSealer(member.trust(), this.#needs.chance) !== null,
    };
  }

  /** Rejects as `additionOf` does, and as storage does; the password is sealed before anything is stored. */
  async offer(draft: CameraDraft, registration: CameraRegistration): Promise<void> {
    const { offer, newId } = this.#needs;
    await offer([this.addition(draft, registration, { id: newId(), kept: null })]);
  }

  /** What `offer` stores, of this id; `kept`: a login sealed for that id before, where the draft has none. Throws as `additionOf`. */
  addition(draft: CameraDraft, registration: CameraRegistration, { id, kept }: Pick<AdditionFacts, 'id' | 'kept'>): CameraAddition {
    const member = this.#member();
    const at = new Date(member.serverClock.now()).toISOString();
    return additionOf(draft, registration, { id, at, kept, seal: credentialSealer(member.trust(), this.#needs.chance) });
  }

  #member(): RegisteringMember {
    const member = this.#needs.member();
    if (member === null) throw new VmsError('unavailable', 'sync-off');
    return member;
  }
}
