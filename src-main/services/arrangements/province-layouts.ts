/** The province's layouts as this person may see and change them; a change is an edit offered to the province. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { LayoutDraft, SavedLayout } from '../../../src-contract/model/arrangement.ts';
import type { Grantee, Layout, Proposal, User } from '../../../src-contract/province/schemas.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { documentOfDraft, draftOfDocument, shownDraft, withHidden } from './layout-document.ts';

export interface SharedLayoutNeeds {
  readonly configuration: Pick<Configuration, 'layouts'>;
  /** Who sits here; `null`: nobody, or a workstation of its own. */
  readonly person: () => User | null;
  readonly mayShare: () => boolean;
  readonly knows: (cameraId: string) => boolean;
  /** Edits made here that the province has not answered yet, oldest first. */
  readonly pending: () => readonly Proposal[];
  /** Resolves when they are on disk. */
  readonly offer: (edits: readonly Proposal[]) => Promise<void>;
  readonly newId: () => string;
}

interface Current {
  readonly document: Layout;
  /** `null`: it is new, and the province has not answered. */
  readonly rev: string | null;
  readonly waiting: boolean;
}

export class SharedLayouts {
  readonly #needs: SharedLayoutNeeds;

  constructor(needs: SharedLayoutNeeds) {
    this.#needs = needs;
  }

  list(): readonly SavedLayout[] {
    return [...this.#current().values()].flatMap((current) => this.#shown(current) ?? []);
  }

  /** Rejects `denied` for a layout of somebody else, `unsupported` on a workstation without a province. */
  async save(id: string | null, baseRev: string | null, draft: LayoutDraft): Promise<SavedLayout> {
    const person = this.#editor();
    const before = id === null ? null : (this.#current().get(id) ?? null);
    if (before !== null) this.#demand(before, person);
    const layoutId = id ?? this.#needs.newId();
    const owner: Grantee = before?.document.owner ?? { kind: 'unit', unitId: person.unitId };
    const kept = withHidden(draft, before === null ? null : draftOfDocument(before.document), this.#needs.knows);
    const document = documentOfDraft(layoutId, owner, kept);
    await this.#needs.offer([{ kind: 'layout-put', id: layoutId, baseRev: before === null ? null : (baseRev ?? before.rev), document }]);
    const saved = this.#shown({ document, rev: before?.rev ?? null, waiting: true });
    if (saved === null) throw new VmsError('internal', 'internal');
    return saved;
  }

  /** Rejects `not-found` for one that is gone already. */
  async remove(id: string): Promise<void> {
    const before = this.#current().get(id);
    if (before === undefined) throw new VmsError('not-found', 'layout-not-found');
    this.#demand(before, this.#editor());
    // Without a revision the province has not heard of it: the edit that makes it goes first, and is what this one is based on.
    await this.#needs.offer([{ kind: 'layout-delete', id, baseRev: before.rev ?? '' }]);
  }

  #editor(): User {
    const person = this.#needs.person();
    if (person === null) throw new VmsError('unsupported', 'layouts-no-province');
    return person;
  }

  #demand({ document }: Current, person: User): void {
    if (!isOwner(document.owner, person)) throw new VmsError('denied', 'layout-of-others');
  }

  /** What the province said last, with the edits made here on top. */
  #current(): ReadonlyMap<string, Current> {
    const found = new Map<string, Current>();
    for (const [id, { rev, document }] of this.#needs.configuration.layouts) found.set(id, { document, rev, waiting: false });
    for (const edit of this.#needs.pending()) {
      if (edit.kind === 'layout-put') found.set(edit.id, { document: edit.document, rev: found.get(edit.id)?.rev ?? null, waiting: true });
      else if (edit.kind === 'layout-delete') found.delete(edit.id);
    }
    return found;
  }

  /** `null`: somebody else's own one, or one that cannot be used. */
  #shown({ document, rev, waiting }: Current): SavedLayout | null {
    const { person, mayShare, knows } = this.#needs;
    const who = person();
    if (who === null || (document.owner.kind === 'user' && document.owner.userId !== who.id)) return null;
    const draft = draftOfDocument(document);
    if (draft === null) return null;
    const mayEdit = mayShare() && isOwner(document.owner, who);
    return { kind: 'layout', place: 'shared', id: document.id, ...shownDraft(draft, knows), rev, mayEdit, waiting };
  }
}

const isOwner = (owner: Grantee, person: User): boolean =>
  owner.kind === 'user' ? owner.userId === person.id : owner.unitId === person.unitId;
