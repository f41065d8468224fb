import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { MOST_SCREENS, type LayoutRef, type Place, type SavedLayout } from '../../../src-contract/model/arrangement.ts';
import { findLayout, refOf } from '../../stores/kept-layout.ts';
import type { ChosenLayouts } from '../../stores/scenario-draft.ts';

const screenNumbers = Array.from({ length: MOST_SCREENS }, (_, index) => index + 1);
const keyOf = ({ place, id }: LayoutRef): string => `${place} ${id}`;

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Which layouts one screen can have, the one it has among them, even where that is gone or not to be chosen any more. */
function useChoices(layouts: readonly SavedLayout[], place: Place): (chosen: LayoutRef | undefined) => readonly Choice[] {
  const { t } = useTranslation();
  const choiceOf = (layout: SavedLayout): Choice => ({
    value: keyOf(refOf(layout)),
    label: layout.place === 'personal' ? `${layout.name} · ${t('layouts.personal')}` : layout.name,
  });
  return (chosen) => {
    const key = chosen === undefined ? null : keyOf(chosen);
    const offered = layouts.filter((layout) => place === 'personal' || layout.place === 'shared' || keyOf(refOf(layout)) === key);
    const gone = key !== null && findLayout(layouts, chosen ?? null) === null ? [{ value: key, label: t('layouts.gone') }] : [];
    return [...gone, ...offered.map(choiceOf)];
  };
}

interface ScenarioScreensProps {
  readonly chosen: ChosenLayouts;
  readonly place: Place;
  readonly layouts: readonly SavedLayout[];
  readonly onChange: (chosen: ChosenLayouts) => void;
}

/** A layout for each screen, or none. */
export function ScenarioScreens({ chosen, place, layouts, onChange }: ScenarioScreensProps) {
  const { t } = useTranslation();
  const choicesFor = useChoices(layouts, place);
  const choose = (screen: number, key: string | undefined): void => {
    const layout = layouts.find((one) => keyOf(refOf(one)) === key);
    const next = new Map(chosen);
    if (layout === undefined) next.delete(screen);
    else next.set(screen, refOf(layout));
    onChange(next);
  };
  return (
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
              options={[...choicesFor(ref)]}
              onChange={(key: string | undefined) => {
                choose(screen, key);
              }}
            />
          </label>
        );
      })}
    </div>
  );
}
