/** Documents of the province that a unit works with, of one kind: as this person may see and change them; a change is an edit offered to it. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { Grantee, Proposal, User } from '../../../src-contract/province/schemas.ts';
import type { Held } from '../configuration/configuration.ts';

export interface SharingNeeds {
  /** Who sits here; `null`: nobody, or a workstation of its own. */
  readonly person: () => User | null;
  readonly mayShare: () => boolean;
  /** Edits made here that the province has not answered yet, oldest first. */
  readonly pending: () => readonly Proposal[];
  /** Resolves when they are on disk. */
  readonly offer: (edits: readonly Proposal[]) => Promise<void>;
  readonly newId: () => string;
}

interface Owned {
  readonly id: string;
  readonly owner: Grantee;
}

/** What one kind of document is called in the contract. */
export interface SharedKind<D extends Owned> {
  /** What the province said last. */
  readonly held: () => ReadonlyMap<string, Held<D>>;
  /** What an edit leaves of its document, `null` after its end; `undefined`: the edit is of another kind. */
  readonly leaves: (edit: Proposal) => D | null | undefined;
  readonly put: (id: string, baseRev: string | null, document: D) => Proposal;
  readonly end: (id: string, baseRev: string) => Proposal;
}

export interface SharedDocument<D> {
  readonly document: D;
  /** `null`: it is new, and the province has not answered. */
  readonly rev: string | null;
  /** Changed here, and not yet taken by the province. */
  readonly waiting: boolean;
  readonly mayEdit: boolean;
}

type Current<D> = Omit<SharedDocument<D>, 'mayEdit'>;

export class SharedDocuments<D extends Owned> {
  readonly #kind: SharedKind<D>;
  readonly #needs: SharingNeeds;

  constructor(kind: SharedKind<D>, needs: SharingNeeds) {
    this.#kind = kind;
    this.#needs = needs;
  }

  /** Without what is somebody else's own. */
  list(): readonly SharedDocument<D>[] {
    const who = this.#needs.person();
    if (who === null) return [];
    return [...this.#current().values()].flatMap((current) => (isShownTo(current.document.owner, who) ? [this.#judged(current, who)] : []));
  }

  /**
   * Rejects `denied` for what is somebody else's, `unsupported` on a workstation without a province.
   *
   * @param id `null`: a new one, of the unit of whoever makes it
   * @param baseRev what the change was made on; `null`: what stands
   * @param make the document, of the one before
   */
  async put(
    id: string | null,
    baseRev: string | null,
    make: (id: string, owner: Grantee, before: D | null) => D,
  ): Promise<SharedDocument<D>> {
    const person = this.#editor();
    const before = id === null ? null : (this.#current().get(id) ?? null);
    if (before !== null) demandOwner(before.document.owner, person);
    const owner: Grantee = before?.document.owner ?? { kind: 'unit', unitId: person.unitId };
    const document = make(id ?? this.#needs.newId(), owner, before?.document ?? null);
    await this.#needs.offer([this.#kind.put(document.id, before === null ? null : (baseRev ?? before.rev), document)]);
    return this.#judged({ document, rev: before?.rev ?? null, waiting: true }, person);
  }

  /** Rejects `not-found` for what is gone already. */
  async remove(id: string): Promise<void> {
    const before = this.#current().get(id);
    if (before === undefined) throw new VmsError('not-found', 'shared-gone');
    demandOwner(before.document.owner, this.#editor());
    // Without a revision the province has not heard of it: the edit that makes it goes first, and is what this one is based on.
    await this.#needs.offer([this.#kind.end(id, before.rev ?? '')]);
  }

  #editor(): User {
    const person = this.#needs.person();
    if (person === null) throw new VmsError('unsupported', 'shared-no-province');
    return person;
  }

  /** What the province said last, with the edits made here on top. */
  #current(): ReadonlyMap<string, Current<D>> {
    const found = new Map<string, Current<D>>();
    for (const [id, { rev, document }] of this.#kind.held()) found.set(id, { document, rev, waiting: false });
    for (const edit of this.#needs.pending()) {
      const left = this.#kind.leaves(edit);
      if (left === null) found.delete(edit.id);
      else if (left !== undefined) found.set(edit.id, { document: left, rev: found.get(edit.id)?.rev ?? null, waiting: true });
    }
    return found;
  }

  #judged(current: Current<D>, who: User): SharedDocument<D> {
    return { ...current, mayEdit: this.#needs.mayShare() && isOwner(current.document.owner, who) };
  }
}

const isOwner = (owner: Grantee, person: User): boolean =>
  owner.kind === 'user' ? owner.userId === person.id : owner.unitId === person.unitId;

const isShownTo = (owner: Grantee, person: User): boolean => owner.kind === 'unit' || owner.userId === person.id;

function demandOwner(owner: Grantee, person: User): void {
  if (!isOwner(owner, person)) throw new VmsError('denied', 'shared-of-others');
}
