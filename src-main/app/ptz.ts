/** PTZ with everything real around it. */
import { VmsError } from '../../src-contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { openCameraPtz } from '../services/ptz/ptz-opening.ts';
import { levelOf, STANDALONE_LEVEL } from '../services/ptz/ptz-levels.ts';
import { PtzService } from '../services/ptz/ptz-service.ts';
import type { Services } from './services.ts';

type Parts = Pick<Services, 'access' | 'audit' | 'cameras' | 'configuration' | 'notices' | 'seat'>;

export function buildPtz({ access, audit, cameras, configuration, notices, seat }: Parts, clock: Clock, log: Log): PtzService {
  return new PtzService({
    access,
    audit,
    notices,
    clock,
    log,
    actor: () => {
      const purpose = seat.purpose();
      return { actor: seat.actor(), purpose: purpose?.id ?? null, caseNumber: purpose?.caseNo ?? null };
    },
    person: () => {
      const { userId, name } = seat.actor();
      if (seat.seat.kind === 'standalone') return { userId, name, level: STANDALONE_LEVEL };
      const by = seat.acting();
      if (by === null) throw new VmsError('denied', 'denied');
      return { userId, name, level: levelOf(by.user.assignments.map(({ roleId }) => roleId)) };
    },
    labelOf: (cameraId) => {
      if (!cameras.has(cameraId)) return cameraId;
      const { number, name } = cameras.get(cameraId);
      return `${String(number)} ${name}`;
    },
    open: async (cameraId) => {
      await cameras.ready(cameraId);
      const source = cameras.sourceOf(cameraId, 'main');
      const ofProvince = configuration.cameras.get(cameraId)?.document.connection;
      return openCameraPtz({ source, ...(ofProvince === undefined ? {} : { onvif: ofProvince.onvif }) }, clock);
    },
  });
}
