/** The province's layouts as this person may see and change them. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { LayoutDraft, SavedLayout } from '../../../src-contract/model/arrangement.ts';
import type { Layout, Proposal } from '../../../src-contract/province/schemas.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { documentOfDraft, draftOfDocument, shownDraft, withHidden } from './layout-document.ts';
import { SharedDocuments, type SharedDocument, type SharingNeeds } from './province-documents.ts';

export interface SharedLayoutNeeds extends SharingNeeds {
  readonly configuration: Pick<Configuration, 'layouts'>;
  readonly knows: (cameraId: string) => boolean;
}

export class SharedLayouts {
  readonly #knows: SharedLayoutNeeds['knows'];
  readonly #documents: SharedDocuments<Layout>;

  constructor(needs: SharedLayoutNeeds) {
    this.#knows = needs.knows;
    this.#documents = new SharedDocuments(
      {
        held: () => needs.configuration.layouts,
        leaves,
        put: (id, baseRev, document) => ({ kind: 'layout-put', id, baseRev, document }),
        end: (id, baseRev) => ({ kind: 'layout-delete', id, baseRev }),
      },
      needs,
    );
  }

  list(): readonly SavedLayout[] {
    return this.#documents.list().flatMap((one) => this.#shown(one) ?? []);
  }

  /** Rejects as `SharedDocuments.put` does. */
  async save(id: string | null, baseRev: string | null, draft: LayoutDraft): Promise<SavedLayout> {
    const made = await this.#documents.put(id, baseRev, (layoutId, owner, before) => {
      const kept = withHidden(draft, before === null ? null : draftOfDocument(before), this.#knows);
      return documentOfDraft(layoutId, owner, kept);
    });
    const saved = this.#shown(made);
    if (saved === null) throw new VmsError('internal', 'internal');
    return saved;
  }

  /** Rejects as `SharedDocuments.remove` does. */
  remove(id: string): Promise<void> {
    return this.#documents.remove(id);
  }

  /** `null`: one that cannot be used. */
  #shown({ document, ...standing }: SharedDocument<Layout>): SavedLayout | null {
    const draft = draftOfDocument(document);
    if (draft === null) return null;
    return { kind: 'layout', place: 'shared', id: document.id, ...shownDraft(draft, this.#knows), ...standing };
  }
}

function leaves(edit: Proposal): Layout | null | undefined {
  if (edit.kind === 'layout-put') return edit.document;
  return edit.kind === 'layout-delete' ? null : undefined;
}
