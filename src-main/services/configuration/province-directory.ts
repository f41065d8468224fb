/** The province's cameras as the program's cameras. What is changed here is an edit offered to the province. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { Camera, CameraDraft, RtspTransport, StreamProfile } from '../../../src-contract/model/camera.ts';
import type { Camera as ProvinceCamera, CameraProposal } from '../../../src-contract/province/schemas.ts';
import { DisposableStore, Emitter, type Disposable } from '../../base/disposable.ts';
import type { StreamSource } from '../../media/source.ts';
import { withPassword } from '../address-secret.ts';
import type { DirectoryChange } from '../camera-directory.ts';
import type { CameraInventory } from '../camera-inventory.ts';
import { judgeDraft } from '../camera-judgement.ts';
import { sameHost } from '../stream-address.ts';
import type { EditBook } from '../sync/edit-book.ts';
import type { CameraCredentials } from './camera-credentials.ts';
import { editOf, restoring, retiring, type LoginFacts } from './camera-edits.ts';
import type { CameraNumbers } from './camera-numbers.ts';
import type { Configuration, ConfigurationChange, Held } from './configuration.ts';
import { shownCamera, type ShownFacts } from './shown-camera.ts';

export interface ProvinceDirectoryNeeds {
  readonly configuration: Configuration;
  readonly numbers: CameraNumbers;
  readonly credentials: CameraCredentials;
  readonly edits: EditBook;
  /** Seals a login for the province alone; `null`: it has no key to seal to. */
  readonly sealer: () => LoginFacts['seal'];
  readonly transport: () => RtspTransport;
  readonly newId: () => string;
}

const REMOVALS_KEPT = 100;

/** A camera as it is shown, and what it was made of: the same again need not be made again, of thousands, at every change of a few. */
interface Made extends ShownFacts {
  readonly held: Held<ProvinceCamera>;
  /** `null`: it is not shown. */
  readonly shown: Camera | null;
}

export class ProvinceDirectory implements CameraInventory, Disposable {
  readonly changed = new Emitter<DirectoryChange>();
  readonly connectionChanged = new Emitter<ReadonlySet<string>>();
  readonly #needs: ProvinceDirectoryNeeds;
  #made: ReadonlyMap<string, Made>;
  #shown: ReadonlyMap<string, Camera>;
  readonly #removals = new Map<string, readonly string[]>();
  readonly #owned = new DisposableStore();
  #revision = 0;

  constructor(needs: ProvinceDirectoryNeeds) {
    this.#needs = needs;
    this.#made = this.#makeAll(new Map());
    this.#shown = shownOf(this.#made);
    const { configuration, edits, credentials } = needs;
    this.#owned.add(
      configuration.changed.on((changes) => {
        const renamed = changes.some(({ type }) => NAMED.has(type));
        if (renamed || changes.some(({ type }) => type === 'camera')) this.#refresh(renamed);
      }),
    );
    this.#owned.add(
      edits.changed.on(() => {
        this.#refresh();
      }),
    );
    this.#owned.add(
      credentials.changed.on((ids) => {
        this.connectionChanged.emit(ids);
      }),
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }

  get revision(): number {
    return this.#revision;
  }

  list(): Camera[] {
    return [...this.#shown.values()];
  }

  has(id: string): boolean {
    return this.#shown.has(id);
  }

  get(id: string): Camera {
    const camera = this.#shown.get(id);
    if (camera === undefined) throw new VmsError('not-found', 'camera-not-found');
    return camera;
  }

  /** None: what is sealed here opens with the device's key, or is fetched again. */
  lockedPasswords(): number {
    return 0;
  }

  async ready(id: string): Promise<void> {
    this.get(id);
    await this.#needs.credentials.ready(id);
  }

  sourceOf(id: string, profile: StreamProfile): StreamSource {
    const { mainUrl, subUrl, transport } = this.get(id);
    const url = profile === 'main' ? mainUrl : subUrl;
    if (url === null) throw new VmsError('not-found', 'camera-no-sub-stream');
    const credential = this.#needs.credentials.open(id);
    const password = credential?.password ?? null;
    return { url: withPassword(url, password), username: credential?.username ?? null, password, transport, trustedCertificate: null };
  }

  /** The camera's own password goes to the camera's own address and to no other, whatever a draft says. */
  sourceOfDraft(id: string | null, draft: CameraDraft, profile: StreamProfile): StreamSource {
    const judged = judgeDraft(draft);
    if (!judged.ok) throw new VmsError('invalid-argument', judged.problems[0]?.key ?? 'invalid-argument');
    const { camera } = judged;
    const url = profile === 'main' ? camera.mainUrl : camera.subUrl;
    if (url === null) throw new VmsError('not-found', 'camera-no-sub-stream');
    const own = id !== null && camera.password === null && sameHost(url, this.get(id).mainUrl) ? this.#needs.credentials.open(id) : null;
    const password = own?.password ?? camera.password;
    return {
      url: withPassword(url, password),
      username: own?.username ?? camera.username,
      password,
      transport: camera.transport,
      trustedCertificate: camera.trustedCertificate ?? null,
    };
  }

  /** Cameras are registered at the province: a draft has neither code nor legal basis nor managing unit. */
  add(): Promise<Camera> {
    return Promise.reject(new VmsError('unsupported', 'camera-added-at-province'));
  }

  storePlanned(): Promise<void> {
    return Promise.reject(new VmsError('unsupported', 'camera-added-at-province'));
  }

  async update(id: string, draft: CameraDraft): Promise<Camera> {
    const edit = this.#editOf(id, draft, null);
    await this.#renumber(id, draft);
    if (edit !== null) await this.#needs.edits.propose([edit]);
    this.#refresh();
    return this.get(id);
  }

  /**
   * As `update`, in the place of an edit the province refused. `kept`: the login that was sealed for it goes along where
   * none is typed. Rejects `conflict` where nothing differs from what the province has.
   */
  async correct(id: string, draft: CameraDraft, { proposalId, kept }: { proposalId: string; kept: string | null }): Promise<Camera> {
    const edit = this.#editOf(id, draft, kept);
    if (edit === null) throw new VmsError('conflict', 'sync-nothing-to-send');
    await this.#renumber(id, draft);
    await this.#needs.edits.replace(proposalId, edit);
    this.#refresh();
    return this.get(id);
  }

  /** Offers the province to retire them; they leave the lists here at once. */
  async remove(ids: readonly string[]): Promise<{ undoId: string }> {
    const unique = [...new Set(ids)];
    await this.#needs.edits.propose(unique.map((id) => retiring(id, this.#held(id))));
    const undoId = this.#needs.newId();
    this.#removals.set(undoId, unique);
    for (const oldest of [...this.#removals.keys()].slice(0, -REMOVALS_KEPT)) this.#removals.delete(oldest);
    return { undoId };
  }

  async undoRemove(undoId: string): Promise<{ restored: number }> {
    const ids = this.#removals.get(undoId);
    if (ids === undefined) throw new VmsError('not-found', 'undo-gone');
    const back = ids.flatMap((id) => {
      const held = this.#needs.configuration.cameras.get(id);
      return held === undefined ? [] : [restoring(id, held)];
    });
    await this.#needs.edits.propose(back);
    this.#removals.delete(undoId);
    return { restored: back.length };
  }

  #editOf(id: string, draft: CameraDraft, kept: string | null): CameraProposal | null {
    const { credentials, sealer } = this.#needs;
    const { rev, document } = this.#held(id);
    const edit = editOf(draft, this.get(id), document, { current: () => credentials.open(id), seal: sealer(), kept });
    return edit === null ? null : { kind: 'camera-patch', id, baseRev: rev, ...edit };
  }

  async #renumber(id: string, { number }: CameraDraft): Promise<void> {
    if (number === null || number === this.get(id).number) return;
    await this.#needs.numbers.change(id, number, (other) => this.#shown.get(other)?.name ?? other);
  }

  #held(id: string): Held<ProvinceCamera> {
    const held = this.#needs.configuration.cameras.get(id);
    if (held === undefined) throw new VmsError('not-found', 'camera-not-found');
    return held;
  }

  #makeAll(before: ReadonlyMap<string, Made>): ReadonlyMap<string, Made> {
    const { configuration, numbers } = this.#needs;
    const held = [...configuration.cameras.values()];
    const without = held.map(({ document }) => document).filter(({ id }) => numbers.of(id) === null);
    numbers.give(without.sort((one, other) => byText(one.code, other.code) || byText(one.id, other.id)).map(({ id }) => id));
    return new Map(held.map((one) => [one.document.id, this.#make(one, before.get(one.document.id))]));
  }

  #make(held: Held<ProvinceCamera>, before: Made | undefined): Made {
    const { configuration, numbers, edits, transport } = this.#needs;
    const { id } = held.document;
    const facts = { number: numbers.of(id) ?? 0, transport: transport(), patches: edits.patchesOf(id) };
    if (before?.held === held && sameFacts(before, facts)) return before;
    return { held, ...facts, shown: shownCamera(held.document, facts, configuration) };
  }

  #refresh(renamed = false): void {
    const [before, dialled] = [this.#shown, this.#made];
    this.#made = this.#makeAll(renamed ? new Map() : dialled);
    this.#shown = shownOf(this.#made);
    const removed = [...before.keys()].filter((id) => !this.#shown.has(id));
    const upserted = [...this.#shown.values()].filter((camera) => !sameValue(camera, before.get(camera.id)));
    const redialled = [...before.keys()].filter((id) => !sameValue(connectionOf(dialled, id), connectionOf(this.#made, id)));
    if (redialled.length > 0) this.connectionChanged.emit(new Set(redialled));
    if (removed.length === 0 && upserted.length === 0) return;
    this.#revision += 1;
    this.changed.emit({ upserted, removed });
  }
}

/** What a shown camera is named by, besides itself. */
const NAMED: ReadonlySet<ConfigurationChange['type']> = new Set<ConfigurationChange['type']>(['area', 'unit']);

/** By number. */
function shownOf(made: ReadonlyMap<string, Made>): ReadonlyMap<string, Camera> {
  const shown = [...made.values()].flatMap((one) => one.shown ?? []);
  return new Map(shown.sort((one, other) => one.number - other.number).map((camera) => [camera.id, camera]));
}

/** What a stream is dialled by; `undefined`: it is not shown. */
const connectionOf = (made: ReadonlyMap<string, Made>, id: string): unknown => {
  const one = made.get(id);
  return one === undefined || one.shown === null ? undefined : one.held.document.connection;
};

const sameFacts = (one: ShownFacts, other: ShownFacts): boolean =>
  one.number === other.number &&
  one.transport === other.transport &&
  one.patches.length === other.patches.length &&
  one.patches.every((patch, at) => patch === other.patches[at]);

/** Of plain values made in one order; the same object needs no second look. */
const sameValue = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other);

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
