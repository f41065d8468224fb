/** Four eyes, put together: who may stand beside, what is opened, and when to look for what others decided. */
import { randomBytes } from 'node:crypto';
import type { Notifier } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { OpenedAct } from '../../src-contract/model/privacy.ts';
import type { Permission, User } from '../../src-contract/province/schemas.ts';
import type { Clock } from '../base/clock.ts';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { uuidV7 } from '../base/ledger/uuid-v7.ts';
import { Approvals } from '../services/approvals/approvals.ts';
import { maySecond } from '../services/approvals/may-second.ts';
import { words } from '../services/configuration/shown-camera.ts';
import type { Services } from './services.ts';

type Parts = Pick<Services, 'access' | 'audit' | 'cameras' | 'configuration' | 'openings' | 'privacy' | 'seat' | 'session'>;

/** What the second person must hold. */
const holds: Readonly<Record<OpenedAct, Permission>> = { unmask: 'unmask-approve', 'sensitive-playback': 'export-approve' };

export function buildApprovals(parts: Parts, clock: Clock): Approvals {
  const { access, audit, cameras, configuration, openings, privacy, seat, session } = parts;
  const mayStandBeside = (given: User, act: OpenedAct, cameraId: string): boolean => {
    const user = configuration.user(given.id) ?? given;
    const at = session.membership()?.serverClock.now() ?? clock.wall();
    const camera = configuration.cameras.get(cameraId)?.document;
    return camera !== undefined && maySecond({ user, permission: holds[act], camera, at, data: configuration.rightsData() });
  };
  return new Approvals({
    ...{ access, audit, mayStandBeside, openings, seat },
    membership: () => session.membership(),
    prove: (login) => session.second(login),
    rules: () => privacy.rules(),
    names: {
      person: (id) => words(configuration.user(id)?.name, id),
      camera: (id) => (access.knows(id) && cameras.has(id) ? `${cameras.get(id).number} ${cameras.get(id).name}`.slice(0, 300) : null),
    },
    newId: () => uuidV7(clock.wall(), randomBytes(10)),
  });
}

/** Somebody who waits, or may decide, hears within this time; nobody else costs the province anything. */
const LOOK_EVERY_MS = 5_000;

export function followApprovals(
  { approvals, seat }: Pick<Services, 'approvals' | 'seat'>,
  tell: Pick<Notifier<VmsContract>, 'approvals'>,
  clock: Clock,
): Disposable {
  const owned = new DisposableStore();
  owned.add(approvals.changed.on(tell.approvals.onChanged));
  owned.add(seat.changed.on(() => void approvals.look()));
  owned.add(
    clock.every(LOOK_EVERY_MS, () => {
      if (approvals.watches) void approvals.look();
    }),
  );
  return owned;
}
