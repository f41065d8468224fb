import { CloseOutlined, PlusOutlined, UndoOutlined } from '@ant-design/icons';
import { App, Button, Input, Segmented } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Chord, Controls, OwnKeys } from '../../../src-contract/model/controls.ts';
import { textOf } from '../../lib/i18n.ts';
import { chordText } from '../../lib/keys/chord-text.ts';
import { chordOf, padChord } from '../../lib/keys/chord.ts';
import { errorText } from '../../lib/message-text.ts';
import { foldText } from '../../lib/vietnamese-search.ts';
import type { GamepadDriver } from '../../players/gamepad/gamepad-driver.ts';
import type { Command, CommandGroup } from '../../stores/commands/command.ts';
import { chordsOf } from '../../stores/commands/key-map.ts';
import { bind, holdersOf, isOwn, isReserved, reset, unbind } from '../../stores/commands/own-keys.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Field } from '../../ui/Field.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { KeyCaps } from '../../ui/KeyCaps.tsx';
import './keys.css';

const groups: readonly CommandGroup[] = ['wall', 'tile', 'ptz', 'list', 'general', 'settings'];

export type PadButtons = Pick<GamepadDriver, 'intercept'>;

/** Keeps a change of the person's controls; a refusal is told. */
export function useKeepControls(): (patch: Partial<Controls>) => void {
  const { controls } = useStores();
  const { message } = App.useApp();
  const { i18n } = useTranslation();
  return (patch) => {
    controls
      .getState()
      .change(patch)
      .catch((refusal: unknown) => message.error(errorText(i18n, refusal)));
  };
}

/** The next key or gamepad's button, once; Esc gives up. */
function useRecorder(recording: boolean, pad: PadButtons, onRecorded: (chord: Chord | null) => void): void {
  useEffect(() => {
    if (!recording) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      const chord = chordOf(event);
      if (chord === 'Tab' || chord === 'Shift+Tab') return;
      event.preventDefault();
      event.stopPropagation();
      if (chord !== null) onRecorded(chord === 'Escape' ? null : chord);
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    const release = pad.intercept((button) => {
      onRecorded(padChord(button));
    });
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      release();
    };
  }, [recording, pad, onRecorded]);
}

/** What stands under a row after a key was recorded that cannot simply be taken. */
type Trouble = { readonly chord: Chord } & ({ readonly kind: 'taken'; readonly by: readonly Command[] } | { readonly kind: 'reserved' });

interface RowProps {
  readonly command: Command;
  readonly own: OwnKeys;
  readonly pad: PadButtons;
  readonly recording: boolean;
  readonly onRecord: (recording: boolean) => void;
  readonly onChange: (keys: OwnKeys) => void;
}

function KeyRow({ command, own, pad, recording, onRecord, onChange }: RowProps) {
  const { t, i18n } = useTranslation();
  const { commands } = useStores();
  const all = useStore(commands, (state) => state.commands);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const title = textOf(i18n, command.text, command.values);
  const take = (chord: Chord): void => {
    setTrouble(null);
    onChange(bind(own, command, chord, all));
  };
  useRecorder(recording, pad, (chord) => {
    onRecord(false);
    if (chord === null) return;
    const by = holdersOf(chord, command, all, own);
    if (isReserved(chord)) setTrouble({ kind: 'reserved', chord });
    else if (by.length > 0) setTrouble({ kind: 'taken', chord, by });
    else take(chord);
  });
  return (
    <li className="key-row">
      <div className="key-row-line">
        <span className="key-row-title">{title}</span>
        {chordsOf(command, own).map((chord) => (
          <span key={chord} className="key-row-chord">
            <KeyCaps chord={chord} />
            <IconButton
              label={t('keys.removeOf', { key: chordText(i18n, chord), title })}
              icon={<CloseOutlined aria-hidden />}
              onPress={() => {
                onChange(unbind(own, command, chord));
              }}
            />
          </span>
        ))}
        <button
          type="button"
          className={recording ? 'key-record key-recording' : 'key-record'}
          aria-label={recording ? t('keys.recording') : t('keys.recordFor', { title })}
          aria-pressed={recording}
          onClick={() => {
            setTrouble(null);
            onRecord(!recording);
          }}
          onBlur={() => {
            if (recording) onRecord(false);
          }}
        >
          {recording ? t('keys.recording') : <PlusOutlined aria-hidden />}
        </button>
        <span className="key-row-reset">
          {isOwn(own, command) && (
            <IconButton
              label={t('keys.resetOf', { title })}
              icon={<UndoOutlined aria-hidden />}
              onPress={() => {
                setTrouble(null);
                onChange(reset(own, command, all));
              }}
            />
          )}
        </span>
      </div>
      <div role="status">
        {trouble !== null && (
          <div className="key-trouble">
            <span>
              {trouble.kind === 'reserved'
                ? t('keys.reserved', { key: chordText(i18n, trouble.chord) })
                : t('keys.taken', {
                    key: chordText(i18n, trouble.chord),
                    title: trouble.by.map((holder) => textOf(i18n, holder.text, holder.values)).join(', '),
                  })}
            </span>
            {trouble.kind === 'taken' && (
              <Button
                size="small"
                autoFocus
                onClick={() => {
                  take(trouble.chord);
                }}
              >
                {t('keys.takeOver')}
              </Button>
            )}
            <Button
              size="small"
              onClick={() => {
                setTrouble(null);
              }}
            >
              {t('keys.leave')}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

/** Every command with its keys, to be changed one by one. */
export function KeysSection({ pad }: { readonly pad: PadButtons }) {
  const { t, i18n } = useTranslation();
  const { commands, controls } = useStores();
  const all = useStore(commands, (state) => state.commands);
  const current = useStore(controls, (state) => state.controls);
  const [query, setQuery] = useState('');
  const [recording, setRecording] = useState<string | null>(null);
  const keep = useKeepControls();
  const shown = useMemo(() => {
    const wanted = foldText(query);
    return all.filter((command) => command.fixed !== true && foldText(textOf(i18n, command.text, command.values)).includes(wanted));
  }, [all, query, i18n]);
  return (
    <div className="settings-section keys-section">
      <Field label={t('keys.tileNumbers')} hint={t('keys.tileNumbersHint')}>
        {(ids) => (
          <Segmented<Controls['tileNumbers']>
            id={ids.id}
            value={current.tileNumbers}
            options={[
              { value: 'held', label: t('keys.numbersHeld') },
              { value: 'always', label: t('keys.numbersAlways') },
            ]}
            onChange={(tileNumbers) => {
              keep({ tileNumbers });
            }}
          />
        )}
      </Field>
      <div className="keys-head">
        <Input
          allowClear
          value={query}
          placeholder={t('keys.filter')}
          aria-label={t('keys.filter')}
          onChange={(event) => {
            setQuery(event.target.value);
          }}
        />
        <Button
          disabled={Object.keys(current.keys).length === 0}
          onClick={() => {
            keep({ keys: {} });
          }}
        >
          {t('keys.resetAll')}
        </Button>
      </div>
      {shown.length === 0 && <p className="keys-none">{t('keys.none', { query })}</p>}
      {groups
        .map((group) => ({ group, of: shown.filter((command) => command.group === group) }))
        .filter(({ of }) => of.length > 0)
        .map(({ group, of }) => (
          <section key={group}>
            <h3 className="keys-group">{t(`commands.group.${group}`)}</h3>
            <ul className="keys-list">
              {of.map((command) => (
                <KeyRow
                  key={command.id}
                  command={command}
                  own={current.keys}
                  pad={pad}
                  recording={recording === command.id}
                  onRecord={(on) => {
                    setRecording(on ? command.id : null);
                  }}
                  onChange={(keys) => {
                    keep({ keys });
                  }}
                />
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}
