import { DownOutlined } from '@ant-design/icons';
import { App, Dropdown, type MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '../../lib/message-text.ts';
import { chordText } from '../../lib/keys/chord-text.ts';
import type { Chord } from '../../lib/keys/chord.ts';
import { useKeyOf } from '../../stores/commands/use-key-of.ts';
import type { SignedIn } from '../../stores/session-screen.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { standingOf } from './PersonCard.tsx';
import { PurposeButton } from './PurposeButton.tsx';
import { StandingMark } from './StandingMark.tsx';
import './session-header.css';

interface Act {
  readonly key: string;
  readonly label: string;
  readonly keys?: Chord | null;
  run(): void;
}

function useActs(current: SignedIn): readonly (Act | null)[] {
  const { t, i18n } = useTranslation();
  const lockKey = useKeyOf('shell.lock');
  const overWallKey = useKeyOf('shell.lock-over-wall');
  const { message } = App.useApp();
  const { session, view } = useStores();
  const { open } = view.getState();
  const { lock, signOut } = session.getState();
  const tell = (call: Promise<void>): void => {
    call.catch((refusal: unknown) => message.error(errorText(i18n, refusal)));
  };
  const dialog = (key: 'take-over' | 'hand-over' | 'change-password' | 'offline-passphrase', label: string): Act => ({
    key,
    label,
    run: () => {
      open({ kind: key });
    },
  });
  return [
    ...(current.handOver === null ? [] : [dialog('take-over', t('session.takeOver.action'))]),
    {
      key: 'purpose',
      label: current.purpose === null ? t('session.purpose.choose') : t('session.purpose.change'),
      run: () => {
        open({ kind: 'purpose', refused: false });
      },
    },
    null,
    {
      key: 'lock',
      label: t('session.lock'),
      keys: lockKey,
      run: () => {
        tell(lock(false));
      },
    },
    {
      key: 'lock-over-wall',
      label: t('session.lockOverWall'),
      keys: overWallKey,
      run: () => {
        tell(lock(true));
      },
    },
    null,
    dialog('hand-over', t('session.handOver.action')),
    dialog('change-password', t('session.change.action')),
    ...(current.passphrase === 'not-offered' ? [] : [dialog('offline-passphrase', t('session.passphrase.action'))]),
    {
      key: 'sign-out',
      label: t('session.signOutOrSwitch'),
      run: () => {
        tell(signOut());
      },
    },
  ];
}

function Menu({ current }: { readonly current: SignedIn }) {
  const { t, i18n } = useTranslation();
  const acts = useActs(current);
  const menu: MenuProps = {
    items: acts.map((act) =>
      act === null
        ? { type: 'divider' }
        : { key: act.key, label: act.label, ...(act.keys == null ? {} : { extra: chordText(i18n, act.keys) }) },
    ),
    onClick: ({ key }) => {
      acts.find((act) => act?.key === key)?.run();
    },
  };
  const { person } = current;
  return (
    <div className="header-group header-session">
      <PurposeButton current={current} />
      <Dropdown menu={menu} trigger={['click']}>
        <button type="button" className="person-button">
          <span className="visually-hidden">{t('session.menuLabel', { name: person.name })}</span>
          <span aria-hidden className="person-button-text" title={[person.name, standingOf(person)].join(' · ')}>
            <span className="person-button-name">
              {person.name} <span>{person.roles.map(({ name }) => name).join(', ')}</span>
            </span>
            <span className="person-button-standing">
              <StandingMark current={current} />
              <span className="person-button-unit">{person.unitName}</span>
            </span>
          </span>
          <DownOutlined aria-hidden />
        </button>
      </Dropdown>
    </div>
  );
}

/** In the header: who is signed in, as what, for what purpose, with what backing; and what can be done about it. */
export function PersonMenu() {
  const { session } = useStores();
  const current = useStore(session, (state) => state.session);
  return current.kind === 'signed-in' ? <Menu current={current} /> : null;
}
