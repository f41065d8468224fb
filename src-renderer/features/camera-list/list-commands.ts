/** What can be done with the camera inventory as a whole. */
import type { Command, Contribution } from '../../stores/commands/command.ts';
import { mayDo } from '../../stores/rights-store.ts';
import type { Stores } from '../../stores/stores.ts';
import type { Dialog } from '../../stores/view-store.ts';

const standalone = ({ session }: Stores): boolean => session.getState().session.kind === 'standalone';

const manages = (id: string, text: Command['text'], dialog: Dialog): Command => ({
  ...{ id, group: 'list', text, chords: [], scope: 'window' },
  applies: standalone,
  allowed: ({ rights }) => mayDo(rights.getState().rights, 'camera.manage'),
  run: ({ stores }) => stores.view.getState().open(dialog),
});

export const listContribution: Contribution = {
  commands: [
    manages('list.add', 'list.add', { kind: 'camera', id: null, testAtOnce: false }),
    manages('list.import', 'list.import', { kind: 'import' }),
  ],
};
