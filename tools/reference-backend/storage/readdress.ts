/** The demo's cameras when the simulator serves elsewhere than last time. */
import { cameraSchema } from '../../../src-contract/province/schemas.ts';
import { commit, newest } from '../feed/feed.ts';
import type { Change } from '../feed/feed.ts';
import { cameraIdOf, connectionOf } from '../seed/cameras.ts';
import type { CameraWish } from '../seed/cameras.ts';
import type { Database, Transaction } from './database.ts';

/** Addresses the seed gave; any other was given by a person and stays. */
const ofTheSeed = /^rtsp:\/\/(?:[^/]+\/cam\/\d+\/|198\.51\.100\.\d+:)/u;

/** The same for web services. */
const onvifOfTheSeed = /^http:\/\/(?:127\.0\.0\.1:\d+\/cam\/\d+\/|198\.51\.100\.\d+\/)/u;

const moved = async (transaction: Transaction, index: number, wish: CameraWish): Promise<readonly Change[]> => {
  const id = cameraIdOf(index);
  const camera = cameraSchema.safeParse((await newest(transaction, 'camera', id))?.document).data;
  if (camera === undefined || !ofTheSeed.test(camera.connection.mainStream)) return [];
  const { mainStream, subStream, onvif: served } = connectionOf(index, wish);
  const known = camera.connection.onvif;
  const onvif = known === null || onvifOfTheSeed.test(known) ? served : known;
  if (camera.connection.mainStream === mainStream && known === onvif) return [];
  return [{ type: 'camera', id, document: { ...camera, connection: { ...camera.connection, mainStream, subStream, onvif } } }];
};

/** Gives the cameras the simulator plays a new revision, as an administrator would. @returns how many had moved */
export const readdressCameras = (database: Database, wish: CameraWish, nowMs: number): Promise<number> =>
  database.transaction(async (transaction) => {
    const changes: Change[] = [];
    for (let index = 0; index < wish.liveCount; index += 1) changes.push(...(await moved(transaction, index, wish)));
    if (changes.length > 0) await commit(transaction, nowMs, changes);
    return changes.length;
  });
