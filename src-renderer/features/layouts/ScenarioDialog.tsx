import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { LONGEST_NAME, type Place, type Scenario } from '../../../src-contract/model/arrangement.ts';
import { errorText } from '../../lib/message-text.ts';
import { layoutsIn, refOf } from '../../stores/kept-layout.ts';
import { judgeScenario, withLayout, type ChosenLayouts } from '../../stores/scenario-draft.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';
import { PlaceChoice, useMayShare } from './PlaceChoice.tsx';
import { ScenarioProblem } from './ScenarioProblem.tsx';
import { ScenarioScreens } from './ScenarioScreens.tsx';

/** Makes a scenario, or changes one: which layout stands on which screen, and for whom. */
export function ScenarioDialog({ scenario, onClose }: { readonly scenario: Scenario | null; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { layouts } = useStores();
  const all = layoutsIn(useStore(layouts, (state) => state.arrangements));
  const mayShare = useMayShare();
  const [name, setName] = useState(scenario?.scenario.name ?? '');
  const [place, setPlace] = useState<Place>(scenario?.place ?? 'personal');
  const [chosen, setChosen] = useState<ChosenLayouts>(new Map(scenario?.scenario.screens.map(({ screen, layout }) => [screen, layout])));
  const { running, failure, run } = useAttempt();
  const judged = judgeScenario(name, place, chosen, all);
  const save = async (): Promise<void> => {
    if (judged.kind === 'ready' && (await run(() => layouts.getState().saveScenario(scenario, judged.keep)))) onClose();
  };
  const shareLayouts = async (): Promise<void> => {
    if (judged.kind !== 'personal-layouts') return;
    for (const layout of judged.layouts) {
      const shared = refOf(await layouts.getState().shareCopy(layout));
      setChosen((before) => withLayout(before, refOf(layout), shared));
    }
  };
  return (
    <Dialog
      title={scenario === null ? t('layouts.newScenario') : t('layouts.editScenario', { name: scenario.scenario.name })}
      width={520}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" disabled={judged.kind !== 'ready'} loading={running} onClick={() => void save()}>
            {t('layouts.save')}
          </Button>
        </>
      }
    >
      <Field label={t('layouts.name')}>
        {(ids) => (
          <Input
            {...ids}
            value={name}
            maxLength={LONGEST_NAME}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
        )}
      </Field>
      {/* What others work with is not taken away from them by a choice in a dialog: it is deleted, or stays shared. */}
      {mayShare && scenario?.place !== 'shared' && <PlaceChoice value={place} onChange={setPlace} />}
      <p className="kept-note">{t('layouts.scenarioHint')}</p>
      <ScenarioScreens chosen={chosen} place={place} layouts={all} onChange={setChosen} />
      {mayShare && <ScenarioProblem judged={judged} busy={running} onShare={() => void run(shareLayouts)} />}
      {failure !== null && (
        <p className="kept-problem" role="alert">
          {errorText(i18n, failure.thrown)}
        </p>
      )}
    </Dialog>
  );
}
