/** Every page of the settings by name. */
import type { TextKey } from '../../lib/i18n.ts';
import type { Command, Contribution } from '../../stores/commands/command.ts';
import { mayDo } from '../../stores/rights-store.ts';
import type { Stores } from '../../stores/stores.ts';
import type { SettingsSection } from '../../stores/view-store.ts';

const standalone = ({ session }: Stores): boolean => session.getState().session.kind === 'standalone';

const page = (section: SettingsSection, text: TextKey, more: Partial<Command> = {}): Command => ({
  ...{ id: `settings.${section}`, group: 'settings', text, chords: [], scope: 'window' },
  run: ({ stores }) => stores.view.getState().open({ kind: 'settings', section }),
  ...more,
});

export const settingsContribution: Contribution = {
  commands: [
    page('general', 'settings.general', { chords: ['Ctrl+,'], whileTyping: true }),
    page('keys', 'keys.section'),
    page('stick', 'stick.section'),
    page('streams', 'settings.streams'),
    page('ffmpeg', 'settings.ffmpeg', { allowed: ({ rights }) => mayDo(rights.getState().rights, 'workstation.manage') }),
    page('province', 'enrol.section', { applies: standalone }),
    page('about', 'settings.about'),
    ...(['vi', 'en'] as const).map((language): Command => ({
      ...{ id: `settings.language-${language}`, group: 'settings', text: `commands.language.${language}`, chords: [], scope: 'window' },
      applies: ({ settings }) => settings.getState().settings.language !== language,
      run: ({ stores }) => {
        stores.settings.getState().change({ language }).catch(stores.system.getState().reportSaveFailure);
      },
    })),
  ],
};
