import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { textOf } from '../../lib/i18n.ts';
import type { CommandGroup } from '../../stores/commands/command.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { KeyCaps } from '../../ui/KeyCaps.tsx';
import { sheetRows } from './cheat-sheet.ts';
import './commands.css';

function Group({ group }: { readonly group: CommandGroup }) {
  const { t, i18n } = useTranslation();
  const { commands, controls } = useStores();
  const own = useStore(controls, (state) => state.controls.keys);
  const all = useStore(commands, (state) => state.commands);
  const notes = useStore(commands, (state) => state.notes);
  return (
    <section>
      <h3 className="shortcuts-title">{t(`commands.group.${group}`)}</h3>
      <dl className="shortcuts-list">
        {sheetRows(group, all, notes, own).map(({ text, keys }) => (
          <div key={text} className="shortcut">
            <dt>
              {keys.map((key) =>
                'chord' in key ? (
                  <span key={key.chord} className="shortcut-chord">
                    <KeyCaps chord={key.chord} />
                  </span>
                ) : (
                  <kbd key={key.text} className="key-cap">
                    {textOf(i18n, key.text)}
                  </kbd>
                ),
              )}
            </dt>
            <dd>{textOf(i18n, text)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The cheat sheet behind `?`: the keys as this person has them. */
export function CheatSheet() {
  const { t } = useTranslation();
  const { view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'shortcuts');
  if (!open) return null;
  return (
    <Dialog title={t('shortcuts.title')} onClose={view.getState().close} footer={null} width={960} lightDismiss>
      <div className="shortcuts">
        <div>
          <Group group="wall" />
        </div>
        <div>
          <Group group="tile" />
          <Group group="ptz" />
          <Group group="list" />
          <Group group="general" />
          <Group group="settings" />
        </div>
      </div>
    </Dialog>
  );
}
