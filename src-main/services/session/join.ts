/** Turns what is stored, or a slip, into a workstation that is a member. */
import { randomUUID } from 'node:crypto';
import { arch, hostname, networkInterfaces, release, type } from 'node:os';
import { VmsError } from '../../../src-contract/errors.ts';
import type { EnrolmentSlip } from '../../../src-contract/model/enrolment-slip.ts';
import type { Machine } from '../../../src-contract/province/schemas.ts';
import type { Clock } from '../../base/clock.ts';
import { ServerClock } from '../../base/server-clock.ts';
import { ProvinceLine } from '../../rest/province-line.ts';
import type { DeviceKeys } from './device-keys.ts';
import { enrol, type EnrolmentNeeds } from './enrolment.ts';
import { readSlip, type MemberMembership, type StoredMembership } from './stored-membership.ts';
import type { SealedMemory } from './sealed-memory.ts';

export interface JoinNeeds {
  readonly memory: SealedMemory<StoredMembership>;
  readonly clock: Pick<Clock, 'now' | 'wall'>;
  readonly random: (bytes: number) => Uint8Array;
  readonly appVersion: string;
  /** Whether what is stored outlives the program. */
  readonly canStore: boolean;
}

/**
 * A slip of the province this machine already belongs to only brings a new address.
 *
 * @throws VmsError that says what to do
 */
export async function memberBySlip(needs: JoinNeeds, text: string): Promise<MemberMembership> {
  const slip = readSlip(text);
  const { memory, clock, random, appVersion } = needs;
  if (!needs.canStore) throw new VmsError('unavailable', 'enrol-needs-storage');
  const stored = memory.get();
  if (stored?.kind === 'member') {
    if (stored.slip.signingKey !== slip.signingKey) throw new VmsError('conflict', 'already-enrolled', { province: stored.name });
    const moved: MemberMembership = { ...stored, slip: { ...stored.slip, url: slip.url } };
    if (stored.slip.url !== slip.url) await memory.keep(moved);
    return moved;
  }
  if (slip.expiresAt !== undefined && Date.parse(slip.expiresAt) < clock.wall()) throw new VmsError('denied', 'slip-expired');
  const enrolment: EnrolmentNeeds = {
    memory,
    random,
    machine: () => thisMachine(appVersion),
    openLine: (of, keys) => openLine(clock, of, keys),
  };
  return enrol(enrolment, slip);
}

/** Believes the slip's root and nobody else; what it revoked is known only after the first trust bundle. */
function openLine(
  clock: Pick<Clock, 'now' | 'wall'>,
  slip: EnrolmentSlip,
  { signing }: DeviceKeys,
): ReturnType<EnrolmentNeeds['openLine']> {
  const serverClock = new ServerClock(clock, null);
  const trusted = { roots: [slip.ca], revocationList: null, revoked: new Set<string>() };
  const line = lineOrRefusal(() => new ProvinceLine({ url: slip.url, signing, trusted, serverClock, clock, newId: randomUUID }));
  return {
    edges: line.edges(null),
    serverNow: () => serverClock.now(),
    dispose: () => {
      line.dispose();
    },
  };
}

function lineOrRefusal(make: () => ProvinceLine): ProvinceLine {
  try {
    return make();
  } catch (failure) {
    throw new VmsError('invalid-argument', 'slip-unreadable', { at: 'ca' }, failure);
  }
}

function thisMachine(appVersion: string): Machine {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const macAddresses = addresses
    .filter(({ internal, mac }) => !internal && /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/u.test(mac))
    .map(({ mac }) => mac);
  return {
    host: hostname().slice(0, 200) || 'unknown',
    operatingSystem: `${type()} ${release()} ${arch()}`.slice(0, 200),
    macAddresses: [...new Set(macAddresses)].slice(0, 32),
    appVersion,
  };
}
