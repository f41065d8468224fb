/** Keeping layouts and walking tours by key. */
import type { Command, Contribution } from '../../stores/commands/command.ts';
import { findLayout, isChanged } from '../../stores/kept-layout.ts';
import type { Stores } from '../../stores/stores.ts';

const running = ({ tours }: Stores): boolean => tours.getState().running !== null;

function canSave({ layouts, wall }: Stores): boolean {
  const { present } = wall.getState().history;
  const layout = findLayout(layouts.getState().arrangements, present.layout);
  return layout?.mayEdit === true && isChanged(present, layout);
}

const ofLayouts = (command: Omit<Command, 'group'>): Command => ({ ...command, group: 'wall' });

/** What the layouts panel does, without it. */
export const layoutsContribution: Contribution = {
  commands: [
    ofLayouts({
      ...{ id: 'layouts.save', text: 'layouts.saveHint', chords: ['Ctrl+S'], scope: 'window', whileTyping: true },
      applies: canSave,
      run: ({ stores: { layouts, system } }) => {
        layouts.getState().save().catch(system.getState().reportSaveFailure);
      },
    }),
    ofLayouts({
      ...{ id: 'layouts.panel', text: 'layouts.openPanel', chords: ['Ctrl+B'], scope: 'window', whileTyping: true },
      run: ({ stores: { view } }) => {
        view.getState().showPanel(view.getState().panel === 'layouts' ? 'cameras' : 'layouts');
      },
    }),
    ofLayouts({
      ...{ id: 'tour.pause', text: 'layouts.tourPause', chords: ['P'], scope: 'wall' },
      applies: running,
      run: ({ stores }) => stores.tours.getState().togglePause(),
    }),
    ofLayouts({
      ...{ id: 'tour.next', text: 'layouts.tourNext', chords: ['PageDown'], scope: 'wall' },
      applies: running,
      run: ({ stores }) => stores.tours.getState().step(1),
    }),
    ofLayouts({
      ...{ id: 'tour.back', text: 'layouts.tourBack', chords: ['PageUp'], scope: 'wall' },
      applies: running,
      run: ({ stores }) => stores.tours.getState().step(-1),
    }),
  ],
};
