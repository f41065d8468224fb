/** Joins a membership, however it came about, with everything that works with a province. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { toStorageError } from '../cache/storage-error.ts';
import type { Clock } from '../base/clock.ts';
import type { DisposableStore } from '../base/disposable.ts';
import { uuidV7 } from '../base/ledger/uuid-v7.ts';
import { IV_BYTES } from '../base/jwe.ts';
import type { Log } from '../base/log.ts';
import type { Host } from '../hosts/host.ts';
import { systemActor } from '../services/audit/audit.ts';
import { Joining } from '../services/sync/joining.ts';
import type { CurrentSession } from '../services/session/current-session.ts';
import type { SessionService } from '../services/session/session-service.ts';
import type { Membership } from '../services/session/membership.ts';
import { openMember, type Member } from '../services/sync/open-member.ts';
import type { Storage } from '../services/storage.ts';
import { personsFolder } from './persons-folder.ts';
import type { Services } from './services.ts';

type Parts = Pick<
  Services,
  'provinceAudit' | 'audit' | 'cameras' | 'configuration' | 'ownCameras' | 'remembered' | 'seat' | 'settings' | 'sync' | 'wall'
>;

export function buildJoining(host: Host, storage: Storage, services: Parts, clock: Clock, log: Log): Joining {
  const { audit, configuration: memory, provinceAudit, remembered, settings } = services;
  return new Joining({
    ...services,
    memory,
    open: (member) =>
      openMember({
        ...{ member, storage: storage.database, remembered, memory, clock, log },
        file: storage.configuration,
        transport: () => settings.current().defaultTransport,
        random: Math.random,
        newId: () => uuidV7(Date.now(), randomBytes(10)),
        machine: hostname(),
        onDistrust: (reason) => {
          void audit.happened({ action: 'sync.error', actor: systemActor, reason, params: {} }, 'refused');
        },
        transfer: {
          log: provinceAudit,
          save: (name, content) => saveForPerson(personsFolder(host, 'sync'), name, content),
          chance: () => ({ ephemeral: generateKeyPairSync('x25519').privateKey, iv: randomBytes(IV_BYTES) }),
        },
      }),
  });
}

/** Whole or not there at all, and never over a file that is. */
async function saveForPerson(folder: string, name: string, content: Uint8Array): Promise<string> {
  const file = join(folder, name);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(`${file}.part`, content, { flush: true });
    await rename(`${file}.part`, file);
    return file;
  } catch (failure) {
    throw toStorageError(failure);
  }
}

/**
 * From now on the program follows its membership: at once where there is one, and whenever there is another. What it
 * remembers of the province is in use when this resolves.
 */
export async function followMembership(
  { joining, session, seat, sync }: Services,
  { configuration }: Storage,
  owned: DisposableStore,
  log: Log,
): Promise<void> {
  const joinAs = (membership: Membership): Promise<void> => joining.join(memberOf(membership, seat, session));
  owned.add(
    session.joined.on((membership) => {
      joinAs(membership).catch((failure: unknown) => {
        log.error('cannot join', { failure });
      });
    }),
  );
  owned.add(
    session.newestCheckpoint.on((id) => {
      const state = sync.state();
      if (state.kind !== 'off' && id > (state.checkpointId ?? 0)) joining.wake();
    }),
  );
  const membership = session.membership();
  if (membership === null) await configuration.letGo();
  else await joinAs(membership);
}

function memberOf(membership: Membership, seat: CurrentSession, session: SessionService): Member {
  return {
    deviceId: membership.deviceId,
    encryption: membership.encryption,
    signing: membership.signing,
    trust: () => membership.trust(),
    takeTrust: (statement) => membership.takeTrust(statement),
    takeRevocations: (statement) => session.takeRevocations(statement),
    serverClock: membership.serverClock,
    edges: membership.edges,
    userEdges: () => membership.userEdges(),
    onlineUserId: () => membership.onlineUserId(),
    editorId: () => seat.acting()?.user.id ?? null,
  };
}
