/** The cameras of this workstation, wherever they come from: its own directory, or the province's configuration. */
import type { Camera, CameraDraft, StreamProfile } from '../../src-contract/model/camera.ts';
import { DisposableStore, Emitter, type Disposable } from '../base/disposable.ts';
import type { StreamSource } from '../media/source.ts';
import type { DirectoryChange, PlannedCamera } from './camera-directory.ts';

/** What `CameraDirectory` is for a workstation of its own and `ProvinceDirectory` for one that belongs to a province. */
export interface CameraInventory {
  readonly changed: Emitter<DirectoryChange>;
  /** Ids whose stream address or credentials changed, or that are gone: open streams of theirs must end. */
  readonly connectionChanged: Emitter<ReadonlySet<string>>;
  /** Changes with every change. */
  readonly revision: number;
  /** By number. */
  list(): Camera[];
  has(id: string): boolean;
  /** Throws `not-found`. */
  get(id: string): Camera;
  lockedPasswords(): number;
  /** Resolves when `sourceOf` can say what to dial, fetching what that needs. Rejects when it cannot be had. */
  ready(id: string): Promise<void>;
  /** What to dial for a camera's stream. Throws `not-found` when it has no such profile. */
  sourceOf(id: string, profile: StreamProfile): StreamSource;
  sourceOfDraft(id: string | null, draft: CameraDraft, profile: StreamProfile): StreamSource;
  add(draft: CameraDraft): Promise<Camera>;
  update(id: string, draft: CameraDraft): Promise<Camera>;
  storePlanned(planned: readonly PlannedCamera[], revision: number): Promise<void>;
  remove(ids: readonly string[]): Promise<{ undoId: string }>;
  undoRemove(undoId: string): Promise<{ restored: number }>;
}

/** One of the two, changed for the other while the program runs; windows and streams see it as a change of cameras. */
export class CurrentInventory implements CameraInventory, Disposable {
  readonly changed = new Emitter<DirectoryChange>();
  readonly connectionChanged = new Emitter<ReadonlySet<string>>();
  #current: CameraInventory;
  #listening = new DisposableStore();
  /** So that no preview made over one inventory is good for another. */
  #switches = 0;

  constructor(first: CameraInventory) {
    this.#current = first;
    this.#listen();
  }

  get revision(): number {
    return this.#current.revision + this.#switches * 1_000_000_000;
  }

  /** Ends every stream of what was there before, and shows what is there now. */
  use(next: CameraInventory): void {
    if (next === this.#current) return;
    const before = this.#current.list().map(({ id }) => id);
    this.#listening.dispose();
    this.#current = next;
    this.#switches += 1;
    this.#listen();
    if (before.length > 0) this.connectionChanged.emit(new Set(before));
    this.changed.emit({ upserted: next.list(), removed: before });
  }

  dispose(): void {
    this.#listening.dispose();
  }

  list(): Camera[] {
    return this.#current.list();
  }

  has(id: string): boolean {
    return this.#current.has(id);
  }

  get(id: string): Camera {
    return this.#current.get(id);
  }

  lockedPasswords(): number {
    return this.#current.lockedPasswords();
  }

  ready(id: string): Promise<void> {
    return this.#current.ready(id);
  }

  sourceOf(id: string, profile: StreamProfile): StreamSource {
    return this.#current.sourceOf(id, profile);
  }

  sourceOfDraft(id: string | null, draft: CameraDraft, profile: StreamProfile): StreamSource {
    return this.#current.sourceOfDraft(id, draft, profile);
  }

  add(draft: CameraDraft): Promise<Camera> {
    return this.#current.add(draft);
  }

  update(id: string, draft: CameraDraft): Promise<Camera> {
    return this.#current.update(id, draft);
  }

  storePlanned(planned: readonly PlannedCamera[], revision: number): Promise<void> {
    return this.#current.storePlanned(planned, revision - this.#switches * 1_000_000_000);
  }

  remove(ids: readonly string[]): Promise<{ undoId: string }> {
    return this.#current.remove(ids);
  }

  undoRemove(undoId: string): Promise<{ restored: number }> {
    return this.#current.undoRemove(undoId);
  }

  #listen(): void {
    this.#listening = new DisposableStore();
    this.#listening.add(
      this.#current.changed.on((change) => {
        this.changed.emit(change);
      }),
    );
    this.#listening.add(
      this.#current.connectionChanged.on((ids) => {
        this.connectionChanged.emit(ids);
      }),
    );
  }
}
