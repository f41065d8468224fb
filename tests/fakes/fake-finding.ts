/** Favourites and tags kept in a value, as the real main keeps them. */
import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Finding } from '../../src-contract/model/finding.ts';

const changed = (ids: readonly string[], by: readonly string[], add: boolean): string[] =>
  add ? [...new Set([...ids, ...by])] : ids.filter((id) => !by.includes(id));

export function fakeFindingHandlers(current: () => Finding, keep: (finding: Finding) => void): Handlers<VmsContract>['finding'] {
  return {
    favour: ({ ids, favourite }) => {
      keep({ ...current(), favourites: changed(current().favourites, ids, favourite) });
      return {};
    },
    tag: ({ ids, tag, tagged }) => {
      const before = current().tags.find(({ name }) => name === tag)?.cameraIds ?? [];
      const cameraIds = changed(before, ids, tagged);
      const others = current().tags.filter(({ name }) => name !== tag);
      keep({ ...current(), tags: cameraIds.length === 0 ? others : [...others, { name: tag, cameraIds }] });
      return {};
    },
    look: () => undefined,
  };
}
