/** The province's scenarios as this person may see and change them. */
import { VmsError } from '../../../src-contract/errors.ts';
import type { Scenario, SharedScenarioDraft } from '../../../src-contract/model/arrangement.ts';
import type { Proposal, Scenario as ScenarioDocument } from '../../../src-contract/province/schemas.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { documentOfScenario, draftOfScenario } from './scenario-document.ts';
import { SharedDocuments, type SharedDocument, type SharingNeeds } from './province-documents.ts';

export interface SharedScenarioNeeds extends SharingNeeds {
  readonly configuration: Pick<Configuration, 'scenarios'>;
}

export class SharedScenarios {
  readonly #documents: SharedDocuments<ScenarioDocument>;

  constructor(needs: SharedScenarioNeeds) {
    this.#documents = new SharedDocuments(
      {
        held: () => needs.configuration.scenarios,
        leaves,
        put: (id, baseRev, document) => ({ kind: 'scenario-put', id, baseRev, document }),
        end: (id, baseRev) => ({ kind: 'scenario-delete', id, baseRev }),
      },
      needs,
    );
  }

  list(): readonly Scenario[] {
    return this.#documents.list().flatMap((one) => shown(one) ?? []);
  }

  /** Rejects as `SharedDocuments.put` does. */
  async save(id: string | null, baseRev: string | null, draft: SharedScenarioDraft): Promise<Scenario> {
    const made = await this.#documents.put(id, baseRev, (scenarioId, owner) => documentOfScenario(scenarioId, owner, draft));
    const saved = shown(made);
    if (saved === null) throw new VmsError('internal', 'internal');
    return saved;
  }

  /** Rejects as `SharedDocuments.remove` does. */
  remove(id: string): Promise<void> {
    return this.#documents.remove(id);
  }
}

/** `null`: one that cannot be used. */
function shown({ document, ...standing }: SharedDocument<ScenarioDocument>): Scenario | null {
  const scenario = draftOfScenario(document);
  return scenario === null ? null : { kind: 'scenario', place: 'shared', id: document.id, scenario, ...standing };
}

function leaves(edit: Proposal): ScenarioDocument | null | undefined {
  if (edit.kind === 'scenario-put') return edit.document;
  return edit.kind === 'scenario-delete' ? null : undefined;
}
