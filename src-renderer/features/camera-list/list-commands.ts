/** What can be done with the camera inventory as a whole. */
import type { Command, Contribution } from '../../stores/commands/command.ts';
import { mayDo } from '../../stores/rights-store.ts';
import type { Stores } from '../../stores/stores.ts';
import type { Dialog } from '../../stores/view-store.ts';

const standalone = ({ session }: Stores): boolean => session.getState().session.kind === 'standalone';

const manages = (id: string, text: Command['text'], dialog: Dialog, applies?: Command['applies']): Command => ({
  ...{ id, group: 'list', text, chords: [], scope: 'window' },
  ...(applies === undefined ? {} : { applies }),
  allowed: ({ rights }) => mayDo(rights.getState().rights, 'camera.add'),
  run: ({ stores }) => stores.view.getState().open(dialog),
});

/** A key on a row: carried out by the list (`use-list-keys.ts`), which alone knows its rows, and nowhere else. */
const onRow = (id: `list.${ListAct}`, text: Command['text'], chords: Command['chords']): Command => ({
  ...{ id, group: 'list', text, chords, scope: 'list' },
  applies: () => false,
  run: () => undefined,
});

export type ListAct = 'place' | 'remove' | 'fold' | 'favourite';

/** What a command of the list's own context does there; `null` for others. */
export function listActOf({ id }: Command): ListAct | null {
  switch (id) {
    case 'list.place':
      return 'place';
    case 'list.remove':
      return 'remove';
    case 'list.fold':
      return 'fold';
    case 'list.favourite':
      return 'favourite';
    default:
      return null;
  }
}

export const listContribution: Contribution = {
  commands: [
    manages('list.add', 'list.add', { kind: 'camera', id: null, testAtOnce: false }),
    manages('list.import', 'list.import', { kind: 'import' }, standalone),
    onRow('list.place', 'shortcuts.place', ['Enter']),
    onRow('list.fold', 'shortcuts.peek', ['Space']),
    onRow('list.favourite', 'shortcuts.favourite', ['Ctrl+D']),
    onRow('list.remove', 'shortcuts.remove', ['Delete']),
  ],
};
