import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

interface Shortcut {
  readonly keys: readonly string[];
  readonly text: string;
}

function Group({ title, shortcuts }: { readonly title: string; readonly shortcuts: readonly Shortcut[] }) {
  return (
    <section>
      <h3 className="shortcuts-title">{title}</h3>
      <dl className="shortcuts-list">
        {shortcuts.map(({ keys, text }) => (
          <div key={keys.join(' ')} className="shortcut">
            <dt>
              {keys.map((key) => (
                <kbd key={key} className="key-cap">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The cheat sheet behind `?`. */
export function ShortcutsDialog() {
  const { t } = useTranslation();
  const { view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'shortcuts');
  if (!open) return null;
  return (
    <Dialog title={t('shortcuts.title')} onClose={view.getState().close} footer={null} width={860} lightDismiss>
      <div className="shortcuts">
        <Group
          title={t('shortcuts.wallGroup')}
          shortcuts={[
            { keys: ['←', '→', '↑', '↓'], text: t('shortcuts.move') },
            { keys: [t('shortcuts.digits'), 'Enter'], text: t('shortcuts.typeNumber') },
            { keys: ['Enter', t('shortcuts.enlargeMouse')], text: t('shortcuts.enlarge') },
            { keys: ['Q'], text: t('shortcuts.quality') },
            { keys: ['M'], text: t('shortcuts.sound') },
            { keys: ['R'], text: t('shortcuts.replay') },
            { keys: [t('shortcuts.space'), ',', '.', '<', '>'], text: t('shortcuts.replayKeys') },
            { keys: ['S'], text: t('shortcuts.snapshot') },
            { keys: ['+', '-', '0'], text: t('shortcuts.zoom') },
            { keys: ['Delete'], text: t('shortcuts.delete') },
            { keys: ['Ctrl', '← → ↑ ↓'], text: t('shortcuts.swap') },
            { keys: [t('shortcuts.drag')], text: t('shortcuts.dragText') },
            { keys: ['I'], text: t('shortcuts.diagnose') },
            { keys: ['Shift', 'I'], text: t('shortcuts.overview') },
            { keys: ['Ctrl', 'Z'], text: t('shortcuts.undo') },
            { keys: ['Ctrl', 'Y'], text: t('shortcuts.redo') },
          ]}
        />
        <div>
          <Group
            title={t('shortcuts.listGroup')}
            shortcuts={[
              { keys: ['Ctrl', 'F'], text: t('shortcuts.search') },
              { keys: ['↑', '↓'], text: t('shortcuts.listMove') },
              { keys: ['←', '→'], text: t('shortcuts.listFold') },
              { keys: ['Enter'], text: t('shortcuts.place') },
              { keys: ['Delete'], text: t('shortcuts.remove') },
            ]}
          />
          <Group
            title={t('shortcuts.generalGroup')}
            shortcuts={[
              { keys: ['Esc'], text: t('shortcuts.escape') },
              { keys: ['F8'], text: t('shortcuts.outages') },
              { keys: ['Shift', 'F8'], text: t('shortcuts.audit') },
              { keys: ['F9'], text: t('shortcuts.sync') },
              { keys: ['Ctrl', 'L'], text: t('shortcuts.lock') },
              { keys: ['Ctrl', 'Shift', 'L'], text: t('shortcuts.lockOverWall') },
              { keys: ['F11'], text: t('shortcuts.fullScreen') },
              { keys: ['F7'], text: t('screens.shortcut.dialog') },
              { keys: ['Ctrl', 'Shift', 'N'], text: t('screens.shortcut.open') },
              { keys: ['Ctrl', 'Shift', 'W'], text: t('screens.shortcut.close') },
              { keys: ['?'], text: t('shortcuts.help') },
            ]}
          />
        </div>
      </div>
    </Dialog>
  );
}
