import { PlusOutlined, SearchOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { SavedLayout, Scenario, Tour } from '../../../src-contract/model/arrangement.ts';
import { errorText } from '../../lib/message-text.ts';
import { foldText } from '../../lib/vietnamese-search.ts';
import { layoutsIn, scenariosIn, toursIn } from '../../stores/kept-layout.ts';
import { useMay } from '../../stores/use-may.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { CurrentLayout } from './CurrentLayout.tsx';
import { LayoutRow } from './LayoutRow.tsx';
import { ScenarioDialog } from './ScenarioDialog.tsx';
import { ScenarioRow } from './ScenarioRow.tsx';
import { TourDialog } from './TourDialog.tsx';
import { TourRow } from './TourRow.tsx';
import { useUndoRemove } from './use-undo-remove.tsx';
import './layouts.css';

interface SectionProps {
  readonly title: string;
  readonly empty: string;
  readonly onAdd: (() => void) | null;
  readonly addLabel: string;
  readonly children: readonly ReactNode[];
}

function Section({ title, empty, onAdd, addLabel, children }: SectionProps) {
  const id = useId();
  return (
    <section className="kept-section" aria-labelledby={id}>
      <header className="kept-section-header">
        <h2 id={id}>{title}</h2>
        <span className="kept-count">{children.length}</span>
        {onAdd !== null && (
          <button type="button" className="icon-button" aria-label={addLabel} title={addLabel} onClick={onAdd}>
            <PlusOutlined aria-hidden />
          </button>
        )}
      </header>
      {children.length === 0 ? <p className="kept-empty">{empty}</p> : <ul className="kept-list">{children}</ul>}
    </section>
  );
}

type Editing =
  | { readonly kind: 'none' }
  | { readonly kind: 'tour'; readonly tour: Tour | null }
  | { readonly kind: 'scenario'; readonly scenario: Scenario | null };

interface KeptProps {
  readonly layouts: readonly SavedLayout[];
  readonly scenarios: readonly Scenario[];
  readonly tours: readonly Tour[];
}

function Kept({ layouts, scenarios, tours }: KeptProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Editing>({ kind: 'none' });
  const close = (): void => {
    setEditing({ kind: 'none' });
  };
  return (
    <div className="kept">
      <Section title={t('layouts.title')} empty={t('layouts.noLayouts')} onAdd={null} addLabel="">
        {layouts.map((layout) => (
          <LayoutRow key={`${layout.place}-${layout.id}`} layout={layout} />
        ))}
      </Section>
      <Section
        title={t('layouts.scenarios')}
        empty={t('layouts.noScenarios')}
        addLabel={t('layouts.newScenario')}
        onAdd={() => {
          setEditing({ kind: 'scenario', scenario: null });
        }}
      >
        {scenarios.map((scenario) => (
          <ScenarioRow
            key={`${scenario.place}-${scenario.id}`}
            scenario={scenario}
            onEdit={() => {
              setEditing({ kind: 'scenario', scenario });
            }}
          />
        ))}
      </Section>
      <Section
        title={t('layouts.tours')}
        empty={t('layouts.noTours')}
        addLabel={t('layouts.newTour')}
        onAdd={() => {
          setEditing({ kind: 'tour', tour: null });
        }}
      >
        {tours.map((tour) => (
          <TourRow
            key={tour.id}
            tour={tour}
            onEdit={() => {
              setEditing({ kind: 'tour', tour });
            }}
          />
        ))}
      </Section>
      {editing.kind === 'scenario' && <ScenarioDialog scenario={editing.scenario} onClose={close} />}
      {editing.kind === 'tour' && <TourDialog tour={editing.tour} onClose={close} />}
    </div>
  );
}

const byName = new Intl.Collator('vi', { numeric: true });

/** The layouts, scenarios and tours one can put on the wall, and the one that is there. */
export function LayoutsPanel() {
  const { t, i18n } = useTranslation();
  const { layouts } = useStores();
  const load = useStore(layouts, (state) => state.load);
  const all = useStore(layouts, (state) => state.arrangements);
  const query = useStore(layouts, (state) => state.query);
  const mayEdit = useMay('wall.edit');
  useUndoRemove();
  useEffect(() => {
    void layouts.getState().fetch();
  }, [layouts]);

  if (!mayEdit) return <p className="kept-empty">{t('layouts.denied')}</p>;
  const wanted = foldText(query);
  const named = <T,>(items: readonly T[], nameOf: (item: T) => string): readonly T[] =>
    items.filter((item) => foldText(nameOf(item)).includes(wanted)).sort((one, other) => byName.compare(nameOf(one), nameOf(other)));
  return (
    <>
      <CurrentLayout />
      <div className="list-search">
        <SearchOutlined className="list-search-icon" aria-hidden />
        <input
          type="search"
          value={query}
          placeholder={t('layouts.search')}
          aria-label={t('layouts.search')}
          onChange={(event) => {
            layouts.getState().search(event.target.value);
          }}
        />
      </div>
      {load.kind === 'loading' && <p className="kept-empty">{t('layouts.loading')}</p>}
      {load.kind === 'failed' && (
        <div className="kept-empty" role="alert">
          <p>{errorText(i18n, load.thrown)}</p>
          <Button onClick={() => void layouts.getState().fetch()}>{t('common.retry')}</Button>
        </div>
      )}
      {load.kind === 'ready' && (
        <Kept
          layouts={named(layoutsIn(all), ({ name }) => name)}
          scenarios={named(scenariosIn(all), ({ scenario }) => scenario.name)}
          tours={named(toursIn(all), ({ tour }) => tour.name)}
        />
      )}
    </>
  );
}
