/** What of the province's configuration moves rights, as the log tells it: who may do what is other than before (R-AUD-02). */
import type { Disposable } from '../../base/disposable.ts';
import type { Configuration, ConfigurationChange } from '../configuration/configuration.ts';
import { systemActor, type Audit, type Deed } from './audit.ts';

/** So many of one kind in one checkpoint are told one by one; more, as after a snapshot, by their number. */
const TOLD_EACH = 20;

const actionOf = ({ type, effect }: ConfigurationChange): 'rights.change' | 'grant.change' | null => {
  switch (type) {
    case 'grant':
      return 'grant.change';
    case 'role':
    case 'user':
    case 'case':
    case 'policy':
      return effect === 'neutral' ? null : 'rights.change';
    case 'area':
    case 'unit':
    case 'camera':
    case 'layout':
    case 'scenario':
      return null;
  }
};

/** The entries one checkpoint gives. */
export function rightsDeeds(changes: readonly ConfigurationChange[]): readonly Deed[] {
  return (['rights.change', 'grant.change'] as const).flatMap((action) => {
    const own = changes.filter((change) => actionOf(change) === action);
    if (own.length > TOLD_EACH) return [deed(action, null, { changes: own.length, ...countsOf(own) })];
    return own.map(({ type, id, effect }) => deed(action, { kind: type, id, label: null }, { effect }));
  });
}

const deed = (action: Deed['action'], object: Deed['object'], params: NonNullable<Deed['params']>): Deed => ({
  action,
  actor: systemActor,
  ...(object == null ? {} : { object }),
  params,
});

function countsOf(changes: readonly ConfigurationChange[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { effect } of changes) counts[effect] = (counts[effect] ?? 0) + 1;
  return counts;
}

export function recordRights({
  audit,
  configuration,
}: {
  readonly audit: Pick<Audit, 'happened'>;
  readonly configuration: Pick<Configuration, 'changed'>;
}): Disposable {
  return configuration.changed.on((changes) => {
    for (const each of rightsDeeds(changes)) void audit.happened(each);
  });
}
