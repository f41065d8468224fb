/** The cameras this workstation knows: all in memory, every change stored before anyone hears of it. */
import { VmsError } from '../../src-contract/errors.ts';
import type { Camera, CameraDraft, StreamProfile } from '../../src-contract/model/camera.ts';
import type { Clock } from '../base/clock.ts';
import { Emitter } from '../base/disposable.ts';
import type { QueryRunner } from '../cache/local-database.ts';
import type { CameraRow } from '../cache/queries/cameras.ts';
import type { SecretPlace, Vault } from '../cache/vault.ts';
import type { StreamSource } from '../media/source.ts';
import { withPassword } from './address-secret.ts';
import { judgedOrThrow, type JudgedCamera } from './camera-judgement.ts';

export interface DirectoryChange {
  readonly upserted: readonly Camera[];
  readonly removed: readonly string[];
}

export interface DirectoryDependencies {
  readonly storage: QueryRunner;
  readonly vault: Vault;
  readonly clock: Pick<Clock, 'wall'>;
  readonly newId: () => string;
  /** Empties the wall's cells of removed cameras; the result puts them back. */
  readonly clearFromWall: (ids: ReadonlySet<string>) => Promise<() => Promise<void>>;
  /** Told when an address is used twice: allowed, yet rarely meant. */
  readonly onSharedAddress: (name: string, other: string) => void;
}

interface Removal {
  readonly rows: readonly CameraRow[];
  readonly restoreWall: () => Promise<void>;
}

/** A change ready to be stored; `id: null` adds. */
export interface PlannedCamera {
  readonly id: string | null;
  readonly camera: JudgedCamera;
}

const LAST_NUMBER = 999_999;
const REMOVALS_KEPT = 100;

export class CameraDirectory {
  readonly changed = new Emitter<DirectoryChange>();
  /** Ids whose stream address or credentials changed, or that are gone: open streams of theirs must end. */
  readonly connectionChanged = new Emitter<ReadonlySet<string>>();
  readonly #needs: DirectoryDependencies;
  readonly #rows: Map<string, CameraRow>;
  readonly #removals = new Map<string, Removal>();
  #turn: Promise<unknown> = Promise.resolve();
  #revision = 0;

  constructor(needs: DirectoryDependencies, rows: readonly CameraRow[]) {
    this.#needs = needs;
    this.#rows = new Map(rows.map((row) => [row.id, row]));
  }

  /** Changes with every stored change; an import preview is only good for the revision it was made at. */
  get revision(): number {
    return this.#revision;
  }

  /** By number. */
  list(): Camera[] {
    return [...this.#rows.values()].sort((a, b) => a.number - b.number).map((row) => this.#shown(row));
  }

  has(id: string): boolean {
    return this.#rows.has(id);
  }

  /** Throws `not-found`. */
  get(id: string): Camera {
    return this.#shown(this.#row(id));
  }

  /** Cameras with a stored password that this keystore does not open. */
  lockedPasswords(): number {
    return [...this.#rows.values()].filter((row) => row.secret !== null && !this.#needs.vault.holds(row.secret.keyId)).length;
  }

  /** Rejects `invalid-argument` with the first problem, `conflict` for a number in use, or as storage does. */
  add(draft: CameraDraft): Promise<Camera> {
    return this.#storeOne(null, draft);
  }

  /** Rejects as `add`, and `not-found`. */
  update(id: string, draft: CameraDraft): Promise<Camera> {
    return this.#storeOne(id, draft);
  }

  /** Stores all of it or nothing, provided nothing else changed since `revision`; rejects `conflict` otherwise. */
  storePlanned(planned: readonly PlannedCamera[], revision: number): Promise<void> {
    return this.#serially(async () => {
      if (revision !== this.#revision) throw new VmsError('conflict', 'import-outdated');
      await this.#store(planned);
    });
  }

  remove(ids: readonly string[]): Promise<{ undoId: string }> {
    return this.#serially(async () => {
      const rows = [...new Set(ids)].map((id) => this.#row(id));
      const gone = new Set(rows.map((row) => row.id));
      await this.#needs.storage.query('removeCameras', { ids: [...gone] });
      for (const id of gone) this.#rows.delete(id);
      this.#announce({ upserted: [], removed: [...gone] }, gone);
      const undoId = this.#needs.newId();
      this.#removals.set(undoId, { rows, restoreWall: await this.#needs.clearFromWall(gone) });
      for (const oldest of [...this.#removals.keys()].slice(0, -REMOVALS_KEPT)) this.#removals.delete(oldest);
      return { undoId };
    });
  }

  /** Rejects `not-found` for an undo that was used or is too old. A number taken meanwhile is replaced by a free one. */
  undoRemove(undoId: string): Promise<{ restored: number }> {
    return this.#serially(async () => {
      const removal = this.#removals.get(undoId);
      if (removal === undefined) throw new VmsError('not-found', 'undo-gone');
      const free = freeNumbers([...this.#rows.values()].map((row) => row.number));
      const taken = new Set([...this.#rows.values()].map((row) => row.number));
      const rows = removal.rows.map((row) => (taken.has(row.number) ? { ...row, number: free() } : row));
      await this.#put(rows, new Set());
      this.#removals.delete(undoId);
      await removal.restoreWall();
      return { restored: rows.length };
    });
  }

  /** At once: what is dialled lies here. Rejects `not-found`. */
  async ready(id: string): Promise<void> {
    this.#row(id);
    await Promise.resolve();
  }

  /** What to dial for a camera's stream. Throws `not-found` when it has no such profile. */
  sourceOf(id: string, profile: StreamProfile): StreamSource {
    const row = this.#row(id);
    const url = profile === 'main' ? row.mainUrl : row.subUrl;
    if (url === null) throw new VmsError('not-found', 'camera-no-sub-stream');
    return sourceFor(url, row, this.#password(row));
  }

  /** What to dial for a draft under test; an absent password means the stored one of camera `id`. */
  sourceOfDraft(id: string | null, draft: CameraDraft, profile: StreamProfile): StreamSource {
    const judged = judgedOrThrow(draft);
    const url = profile === 'main' ? judged.mainUrl : judged.subUrl;
    if (url === null) throw new VmsError('not-found', 'camera-no-sub-stream');
    const password = judged.password ?? (id === null ? null : this.#password(this.#row(id)));
    const stored = id === null ? null : this.#row(id).trustedCertificate;
    const trustedCertificate = judged.trustedCertificate === undefined ? stored : judged.trustedCertificate;
    return sourceFor(url, { ...judged, trustedCertificate }, password === '' ? null : password);
  }

  #storeOne(id: string | null, draft: CameraDraft): Promise<Camera> {
    return this.#serially(async () => {
      const camera = judgedOrThrow(draft);
      const other = [...this.#rows.values()].find((row) => row.number === camera.number && row.id !== id);
      if (other !== undefined) throw new VmsError('conflict', 'camera-number-taken', { number: other.number, name: other.name });
      const shared = [...this.#rows.values()].find((row) => row.mainUrl === camera.mainUrl && row.id !== id);
      const [row] = await this.#store([{ id, camera }]);
      if (row === undefined) throw new VmsError('internal', 'internal');
      if (shared !== undefined) this.#needs.onSharedAddress(row.name, shared.name);
      return this.#shown(row);
    });
  }

  async #store(planned: readonly PlannedCamera[]): Promise<readonly CameraRow[]> {
    const asked = planned.flatMap(({ camera }) => camera.number ?? []);
    const free = freeNumbers([...[...this.#rows.values()].map((row) => row.number), ...asked]);
    const rows = planned.map(({ id, camera }) => this.#rowFor(id, camera, free));
    const redialled = rows.filter((row, index) => {
      const passwordGiven = (planned[index]?.camera.password ?? null) !== null;
      return passwordGiven || connects(row) !== connects(this.#rows.get(row.id));
    });
    await this.#put(rows, new Set(redialled.filter((row) => this.#rows.has(row.id)).map((row) => row.id)));
    return rows;
  }

  async #put(rows: readonly CameraRow[], redialled: ReadonlySet<string>): Promise<void> {
    await this.#needs.storage.query('storeCameras', { rows, changedAtMs: this.#needs.clock.wall() });
    for (const row of rows) this.#rows.set(row.id, row);
    this.#announce({ upserted: rows.map((row) => this.#shown(row)), removed: [] }, redialled);
  }

  #announce(change: DirectoryChange, redialled: ReadonlySet<string>): void {
    this.#revision += 1;
    this.changed.emit(change);
    if (redialled.size > 0) this.connectionChanged.emit(redialled);
  }

  #rowFor(id: string | null, camera: JudgedCamera, free: () => number): CameraRow {
    const before = id === null ? undefined : this.#row(id);
    const rowId = id ?? this.#needs.newId();
    const { password, trustedCertificate = before?.trustedCertificate ?? null, ...fields } = camera;
    const secret = password === null ? (before?.secret ?? null) : password === '' ? null : this.#needs.vault.seal(placeOf(rowId), password);
    return { ...fields, id: rowId, number: camera.number ?? before?.number ?? free(), trustedCertificate, secret };
  }

  #row(id: string): CameraRow {
    const row = this.#rows.get(id);
    if (row === undefined) throw new VmsError('not-found', 'camera-not-found');
    return row;
  }

  #password(row: CameraRow): string | null {
    return row.secret === null ? null : this.#needs.vault.open(placeOf(row.id), row.secret);
  }

  #shown(row: CameraRow): Camera {
    const { secret, ...camera } = row;
    return { ...camera, hasPassword: secret !== null && this.#needs.vault.holds(secret.keyId) };
  }

  /** One change at a time, so that two adds never choose the same number. */
  #serially<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(change);
    this.#turn = result.catch(() => undefined);
    return result;
  }
}

/** A source of unused numbers: after the highest, then the gaps. Throws `conflict` when none is left. */
export function freeNumbers(used: readonly number[]): () => number {
  const taken = new Set(used);
  let next = used.reduce((highest, number) => Math.max(highest, number), 0) + 1;
  let gap = 1;
  return () => {
    if (next <= LAST_NUMBER) return next++;
    while (taken.has(gap) && gap <= LAST_NUMBER) gap += 1;
    if (gap > LAST_NUMBER) throw new VmsError('conflict', 'camera-numbers-used-up');
    return gap++;
  };
}

function sourceFor(
  url: string,
  { username, transport, trustedCertificate }: Pick<CameraRow, 'username' | 'transport' | 'trustedCertificate'>,
  password: string | null,
): StreamSource {
  return { url: withPassword(url, password), username, password, transport, trustedCertificate };
}

const placeOf = (cameraId: string): SecretPlace => ({ table: 'camera_secrets', row: cameraId, column: 'password' });

/** What a running stream depends on, password aside. */
const connects = (row: CameraRow | undefined): string =>
  JSON.stringify([row?.mainUrl, row?.subUrl, row?.transport, row?.username, row?.trustedCertificate]);
