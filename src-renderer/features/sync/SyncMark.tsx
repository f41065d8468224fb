import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SyncState } from '../../../src-contract/model/sync.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { StateMark } from '../../ui/StateMark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { clockMarkText } from './clock-text.ts';
import { contactText } from './contact-text.ts';
import { clockView, markShapes, needsLook } from './sync-view.ts';
import './sync.css';

const EVERY_MS = 10_000;

function Mark({ sync }: { readonly sync: Exclude<SyncState, { kind: 'off' }> }) {
  const { t, i18n } = useTranslation();
  const { view } = useStores();
  const now = useNow(EVERY_MS);
  const clock = clockView(sync.clock);
  const more = [
    sync.conflicts > 0 ? t('sync.markConflicts', { count: sync.conflicts }) : null,
    clockMarkText(clock, i18n),
    sync.pendingEdits > 0 ? t('sync.markPending', { count: sync.pendingEdits }) : null,
  ].filter((text) => text !== null);
  const state = t(`sync.state.${sync.kind}`);
  const contact = `${t('sync.lastContact')}: ${contactText(sync.lastContactAt, now, i18n)}`;
  return (
    <button
      type="button"
      className={`sync-mark sync-mark-${needsLook(sync) ? 'look' : sync.kind}`}
      title={[state, ...more, contact].join(' · ')}
      onClick={() => {
        view.getState().open({ kind: 'sync' });
      }}
    >
      <StateMark shape={markShapes[sync.kind]} />
      <span className="visually-hidden">{t('sync.open', { state: [state, ...more].join(', ') })}</span>
      <span className="sync-mark-text" aria-hidden>
        <span>{state}</span>
        {more.length > 0 && <span className="sync-mark-more">{more.join(' · ')}</span>}
      </span>
    </button>
  );
}

/** In the header: how far this workstation is in step with the province, and what waits for somebody. */
export function SyncMark() {
  const { sync } = useStores();
  const current = useStore(sync, (state) => state.sync);
  return current.kind === 'off' ? null : <Mark sync={current} />;
}
