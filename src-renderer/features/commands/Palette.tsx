import { SearchOutlined, VideoCameraOutlined, ThunderboltOutlined } from '@ant-design/icons';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { textOf } from '../../lib/i18n.ts';
import type { Command } from '../../stores/commands/command.ts';
import { applies, keysOf } from '../../stores/commands/key-map.ts';
import type { Stores } from '../../stores/stores.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useAreaWords } from '../../stores/use-area-words.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { KeyCaps } from '../../ui/KeyCaps.tsx';
import { runCommand } from './listen-to-keys.ts';
import { foldCommands, paletteHits, type PaletteEntry, type PaletteSection } from './palette-hits.ts';
import './palette.css';

const PAGE_ROWS = 10;

/** Where a key moves the mark among `count` entries; `null` for keys that do not move it. Up and down go round. */
export function markAfter(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'PageDown':
      return Math.min(count - 1, at + PAGE_ROWS);
    case 'PageUp':
      return Math.max(0, at - PAGE_ROWS);
    default:
      return null;
  }
}

function choose(entry: PaletteEntry, stores: Stores): void {
  stores.view.getState().close();
  stores.commands.getState().used(entry.id);
  // after the palette has gone and the focus is back where it was
  queueMicrotask(() => {
    if (entry.kind === 'command') runCommand(entry.command, stores, document, null);
    else stores.wall.getState().placeNext([entry.camera.id]);
  });
}

function offered(stores: Stores): readonly Command[] {
  const { commands, offering } = stores.commands.getState();
  const named = commands.filter(({ fixed, moves }) => fixed !== true && moves === undefined);
  return [...named, ...offering.flatMap((offers) => offers(stores))].filter(
    (command) => applies(command, stores) && command.allowed?.(stores) !== false,
  );
}

/** Only what can be done now and the person may; words folded once per opening. */
function useSections(query: string): readonly PaletteSection[] {
  const { i18n } = useTranslation();
  const stores = useStores();
  const arrangements = useStore(stores.layouts, (state) => state.arrangements);
  useEffect(() => {
    void stores.layouts.getState().fetch();
  }, [stores]);
  const commands = useMemo(
    () => foldCommands(offered(stores), (command) => textOf(i18n, command.text, command.values)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is offered is read from the stores; arrangements come while it is open
    [stores, i18n, arrangements],
  );
  const recent = useStore(stores.commands, (state) => state.recent);
  return useMemo(
    () =>
      paletteHits(query, {
        commands,
        recent,
        findCameras: stores.finding.getState().find,
        camera: (id) => stores.cameras.getState().byId.get(id),
      }),
    [query, commands, recent, stores],
  );
}

function EntryFace({ entry }: { readonly entry: PaletteEntry }) {
  const { t, i18n } = useTranslation();
  const { controls } = useStores();
  const own = useStore(controls, (state) => state.controls.keys);
  const areaOf = useAreaWords(i18n);
  if (entry.kind === 'camera') {
    return (
      <>
        <VideoCameraOutlined aria-hidden className="palette-icon" />
        <span className="palette-number">{entry.camera.number}</span>
        <span className="palette-entry-title">{entry.camera.name}</span>
        <span className="palette-detail">{areaOf(entry.camera)}</span>
      </>
    );
  }
  const [chord] = keysOf(entry.command, own);
  return (
    <>
      <ThunderboltOutlined aria-hidden className="palette-icon" />
      <span className="palette-entry-title">{entry.title}</span>
      <span className="palette-detail">{t(`commands.group.${entry.command.group}`)}</span>
      {chord !== undefined && (
        <span className="palette-chord">
          <KeyCaps chord={chord} />
        </span>
      )}
    </>
  );
}

interface ListProps {
  readonly sections: readonly PaletteSection[];
  readonly active: string | undefined;
  readonly listId: string;
  readonly onChoose: (entry: PaletteEntry) => void;
}

const optionId = (listId: string, entry: string): string => `${listId}-${entry}`;

function HitList({ sections, active, listId, onChoose }: ListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} id={listId} role="listbox" className="palette-list" aria-label={t('palette.results')}>
      {sections.map(({ kind, entries }) => (
        <div key={kind} role="group" aria-labelledby={`${listId}-group-${kind}`}>
          <div id={`${listId}-group-${kind}`} className="palette-section">
            {t(`palette.section.${kind}`)}
          </div>
          {entries.map((entry) => (
            <div
              key={entry.id}
              id={optionId(listId, entry.id)}
              role="option"
              aria-selected={entry.id === active}
              className="palette-entry"
              onMouseDown={(event) => {
                event.preventDefault();
              }}
              onClick={() => {
                onChoose(entry);
              }}
            >
              <EntryFace entry={entry} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function PaletteBody() {
  const { t } = useTranslation();
  const stores = useStores();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const sections = useSections(query);
  const entries = useMemo(() => sections.flatMap((section) => section.entries), [sections]);
  const active = entries[at];
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return; // Telex and VNI input is still being composed
    const next = markAfter(event.key, at, entries.length);
    if (next !== null) setAt(next);
    else if (event.key === 'Enter' && active !== undefined) choose(active, stores);
    else if (event.key === 'Escape') stores.view.getState().close();
    else return;
    event.preventDefault();
  };
  return (
    <div className="palette">
      <div className="palette-query">
        <SearchOutlined aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active === undefined ? undefined : optionId(listId, active.id)}
          aria-label={t('palette.query')}
          placeholder={t('palette.query')}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <HitList
        sections={sections}
        active={active?.id}
        listId={listId}
        onChoose={(entry) => {
          choose(entry, stores);
        }}
      />
      <div className="visually-hidden" role="status">
        {t('palette.count', { count: entries.length })}
      </div>
      {entries.length === 0 && <p className="palette-empty">{t('palette.nothing', { query })}</p>}
      <p className="palette-hint">{t('palette.hint')}</p>
    </div>
  );
}

/** Everything that can be done, and every camera, by a few letters of its name. */
export function Palette() {
  const { t } = useTranslation();
  const { view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'palette');
  if (!open) return null;
  return (
    <Dialog title={t('palette.title')} width={680} footer={null} lightDismiss onClose={view.getState().close}>
      <PaletteBody />
    </Dialog>
  );
}
