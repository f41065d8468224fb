/** Keeping layouts and walking tours by key. */
import type { Arrangement } from '../../../src-contract/model/arrangement.ts';
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

/** In the palette under its name, as in the panel. */
function showCommand(arrangement: Arrangement): Command {
  const id = `layouts.show.${arrangement.kind}.${arrangement.id}`;
  const named = { id, group: 'wall', chords: [], scope: 'window' } as const;
  switch (arrangement.kind) {
    case 'layout':
      return {
        ...named,
        ...{ text: 'layouts.paletteLayout', values: { name: arrangement.name } },
        run: ({ stores }) => stores.layouts.getState().show(arrangement),
      };
    case 'scenario':
      return {
        ...named,
        ...{ text: 'layouts.paletteScenario', values: { name: arrangement.scenario.name } },
        run: ({ stores: { layouts, says, system } }) => {
          layouts
            .getState()
            .recall(arrangement)
            .then(({ missing }) => {
              if (missing > 0) says.getState().say({ tone: 'warning', text: 'layouts.scenarioMissing', values: { count: missing } });
            })
            .catch(system.getState().reportSaveFailure);
        },
      };
    case 'tour':
      return {
        ...named,
        ...{ text: 'layouts.paletteTour', values: { name: arrangement.tour.name } },
        run: ({ stores }) => stores.tours.getState().start(arrangement),
      };
  }
}

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
  offers: ({ layouts }) => layouts.getState().arrangements.map(showCommand),
};
