/** Pictures of single frames as files: whole or not at all, never over another, and each with its hash in the folder's log. */
import { createHash } from 'node:crypto';
import { appendFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { VmsError } from '../../src-contract/errors.ts';
import { MAX_SNAPSHOT_BYTES, type SnapshotPicture } from '../../src-contract/ipc/snapshots.ts';
import type { Camera } from '../../src-contract/model/camera.ts';
import { epochMs } from '../../src-contract/time.ts';
import type { Clock } from '../base/clock.ts';
import { isPicture, withFacts } from './picture-facts.ts';
import { snapshotFileName } from './snapshot-name.ts';

export interface SnapshotNeeds {
  readonly cameras: { get(id: string): Camera };
  /** As set by a person; `null` = `ownFolder`. */
  readonly folder: () => string | null;
  readonly ownFolder: string;
  readonly operator: () => string;
  /** What every picture must bear in its band; `null`: it may go without. */
  readonly watermark: () => string | null;
  readonly clock: Pick<Clock, 'wall'>;
}

/** One line of JSON for each picture, beside them. */
export const SNAPSHOT_LOG = 'snapshots.jsonl';
/** More pictures of one camera in one second than anybody takes. */
const MAX_ALIKE = 100;

export class SnapshotService {
  readonly #needs: SnapshotNeeds;

  constructor(needs: SnapshotNeeds) {
    this.#needs = needs;
  }

  /** Rejects `not-found` for an unknown camera, `invalid-argument` for what is no such picture, and as the disk does. */
  async save(picture: SnapshotPicture): Promise<{ path: string; sha256: string }> {
    const camera = this.#needs.cameras.get(picture.cameraId);
    if (this.#needs.watermark() !== null && !picture.stamped) throw new VmsError('invalid-argument', 'snapshot-unstamped');
    const sent = Buffer.from(picture.dataBase64, 'base64');
    if (sent.length > MAX_SNAPSHOT_BYTES) throw new VmsError('too-large', 'snapshot-too-large');
    if (!isPicture(sent, picture)) throw new VmsError('invalid-argument', 'snapshot-unreadable');
    const folder = this.#needs.folder() ?? this.#needs.ownFolder;
    if (!isAbsolute(folder)) throw new VmsError('invalid-argument', 'snapshot-folder-relative', { folder });
    const facts = this.#facts(camera, picture);
    const data = withFacts(sent, picture.format, JSON.stringify(facts));
    const sha256 = createHash('sha256').update(data).digest('hex');
    try {
      await mkdir(folder, { recursive: true });
      const file = await writeNew(folder, (again) => snapshotFileName(camera, epochMs(picture.arrivedAtMs), picture.format, again), data);
      await appendFile(join(folder, SNAPSHOT_LOG), `${JSON.stringify({ file, sha256, bytes: data.length, ...facts })}\n`);
      return { path: join(folder, file), sha256 };
    } catch (failure) {
      throw snapshotFailure(failure, folder);
    }
  }

  /** What the picture is: in the file itself and in the folder's log. */
  #facts(camera: Camera, picture: SnapshotPicture): object {
    const watermark = this.#needs.watermark();
    const { cameraId, format, width, height, cameraTime, replay, profile, fidelity, stamped } = picture;
    return {
      cameraId,
      cameraNumber: camera.number,
      cameraName: camera.name,
      ...{ time: textOf(picture.arrivedAtMs), timeSource: 'arrival' },
      ...(cameraTime === null ? {} : { cameraTime: textOf(cameraTime.atMs), cameraTimeSource: cameraTime.source }),
      ...{ format, width, height, profile, fidelity, replay, stamped },
      savedAt: textOf(this.#needs.clock.wall()),
      operator: this.#needs.operator(),
      ...(watermark === null ? {} : { watermark }),
    };
  }
}

const textOf = (atMs: number): string => new Date(atMs).toISOString();

/**
 * Writes beside, then renames into place: the name shows a whole picture or none. Whoever has the unfinished
 * file of a name is alone with that name, and looks whether it is free only then.
 */
async function writeNew(folder: string, nameOf: (again: number) => string, data: Uint8Array): Promise<string> {
  for (let again = 1; again <= MAX_ALIKE; again += 1) {
    const name = nameOf(again);
    if (await writeAs(join(folder, name), data)) return name;
  }
  throw new VmsError('unavailable', 'snapshot-not-written', { folder, code: 'EEXIST' });
}

/** False when the name is taken. */
async function writeAs(path: string, data: Uint8Array): Promise<boolean> {
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'wx', 0o600).catch((failure: unknown) => {
    if (codeOf(failure) === 'EEXIST') return null;
    throw failure;
  });
  if (file === null) return false;
  try {
    if (await exists(path)) return false;
    await file.writeFile(data);
    await file.sync();
    await file.close();
    await rename(unfinished, path);
    return true;
  } finally {
    await file.close();
    await rm(unfinished, { force: true });
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

const codeOf = (failure: unknown): string => (failure instanceof Error && 'code' in failure ? String(failure.code) : 'unknown');

/** What a person can do about a picture that could not be written. */
export function snapshotFailure(failure: unknown, folder: string): unknown {
  if (failure instanceof VmsError) return failure;
  const code = codeOf(failure);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new VmsError('storage-full', 'snapshot-disk-full', { folder }, failure);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new VmsError('denied', 'snapshot-folder-denied', { folder }, failure);
  return new VmsError('unavailable', 'snapshot-not-written', { folder, code }, failure);
}
