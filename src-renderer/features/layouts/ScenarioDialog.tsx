import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { LONGEST_NAME, MOST_SCREENS, type LayoutRef, type Scenario } from '../../../src-contract/model/arrangement.ts';
import { errorText } from '../../lib/message-text.ts';
import { layoutsIn, refOf } from '../../stores/kept-layout.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { useAttempt } from '../../ui/use-attempt.ts';

const screenNumbers = Array.from({ length: MOST_SCREENS }, (_, index) => index + 1);
const keyOf = ({ place, id }: LayoutRef): string => `${place} ${id}`;

/** Makes a scenario, or changes one: which layout stands on which screen. */
export function ScenarioDialog({ scenario, onClose }: { readonly scenario: Scenario | null; readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { layouts } = useStores();
  const all = layoutsIn(useStore(layouts, (state) => state.arrangements));
  const [name, setName] = useState(scenario?.scenario.name ?? '');
  const [chosen, setChosen] = useState<ReadonlyMap<number, LayoutRef>>(
    new Map(scenario?.scenario.screens.map(({ screen, layout }) => [screen, layout])),
  );
  const { running, failure, run } = useAttempt();
  const save = async (): Promise<void> => {
    const screens = [...chosen].sort(([one], [other]) => one - other).map(([screen, layout]) => ({ screen, layout }));
    if (await run(() => layouts.getState().saveScenario(scenario?.id ?? null, { name: name.trim(), screens }))) onClose();
  };
  const choose = (screen: number, key: string | undefined): void => {
    const layout = all.find((one) => keyOf(refOf(one)) === key);
    const next = new Map(chosen);
    if (layout === undefined) next.delete(screen);
    else next.set(screen, refOf(layout));
    setChosen(next);
  };
  return (
    <Dialog
      title={scenario === null ? t('layouts.newScenario') : t('layouts.editScenario', { name: scenario.scenario.name })}
      width={520}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" disabled={name.trim() === '' || chosen.size === 0} loading={running} onClick={() => void save()}>
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
      <p className="kept-note">{t('layouts.scenarioHint')}</p>
      <div className="scenario-screens">
        {screenNumbers.map((screen) => {
          const ref = chosen.get(screen);
          return (
            <label key={screen} className="scenario-screen">
              <span>{t('layouts.screen', { screen })}</span>
              <Select<string>
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                value={ref === undefined ? null : keyOf(ref)}
                placeholder={t('layouts.leaveScreen')}
                aria-label={t('layouts.screen', { screen })}
                options={all.map((layout) => ({ value: keyOf(refOf(layout)), label: layout.name }))}
                onChange={(key: string | undefined) => {
                  choose(screen, key);
                }}
              />
            </label>
          );
        })}
      </div>
      {failure !== null && (
        <p className="kept-problem" role="alert">
          {errorText(i18n, failure.thrown)}
        </p>
      )}
    </Dialog>
  );
}
