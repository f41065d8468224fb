/** Joins a membership, however it came about, with everything that works with a province. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { VmsError } from '../../src-contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { uuidV7 } from '../base/ledger/uuid-v7.ts';
import type { Log } from '../base/log.ts';
import type { Host } from '../hosts/host.ts';
import { systemActor } from '../services/audit/audit.ts';
import { Joining } from '../services/sync/joining.ts';
import { openMember } from '../services/sync/open-member.ts';
import type { Storage } from '../services/storage.ts';
import type { Services } from './services.ts';

type Parts = Pick<Services, 'audit' | 'cameras' | 'configuration' | 'ownCameras' | 'remembered' | 'seat' | 'settings' | 'sync' | 'wall'>;

export function buildJoining(host: Host, storage: Storage, services: Parts, clock: Clock, log: Log): Joining {
  const { audit, configuration: memory, remembered, settings } = services;
  return new Joining({
    ...services,
    memory,
    open: (member) =>
      openMember({
        ...{ member, storage: storage.database, remembered, memory, clock, log },
        directory: host.paths.userData,
        workerUrl: workerUrl(),
        transport: () => settings.current().defaultTransport,
        random: Math.random,
        newId: () => uuidV7(Date.now(), randomBytes(10)),
        machine: hostname(),
        onDistrust: (reason) => {
          void audit.happened({ action: 'sync.error', actor: systemActor, reason, params: {} }, 'refused');
        },
        transfer: { export: noTransfer, import: noTransfer },
      }),
  });
}

const noTransfer = (): Promise<never> => Promise.reject(new VmsError('unsupported', 'sync-transfer-unsupported'));

function workerUrl(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? '../cache/config/worker.ts' : './config-worker.js', import.meta.url);
}
