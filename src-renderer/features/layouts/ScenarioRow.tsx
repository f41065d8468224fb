import { DesktopOutlined } from '@ant-design/icons';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Scenario } from '../../../src-contract/model/arrangement.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { KeptAbout } from './KeptAbout.tsx';
import { KeptActs } from './KeptActs.tsx';
import { useKeptAct } from './use-kept-act.ts';

/** One kept scenario: a press puts its layouts on their screens. */
export function ScenarioRow({ scenario, onEdit }: { readonly scenario: Scenario; readonly onEdit: () => void }) {
  const { t } = useTranslation();
  const { layouts } = useStores();
  const { message } = App.useApp();
  const act = useKeptAct();
  const { name, screens } = scenario.scenario;
  return (
    <li className="kept-row">
      <button
        type="button"
        className="kept-show"
        onClick={() => {
          act(async () => {
            const { missing } = await layouts.getState().recall(scenario);
            if (missing > 0) void message.warning(t('layouts.scenarioMissing', { count: missing }));
          });
        }}
      >
        <span className="kept-sketch kept-icon">
          <DesktopOutlined aria-hidden />
        </span>
        <span className="kept-text">
          <span className="kept-name">{name}</span>
          <KeptAbout what={t('layouts.scenarioAbout', { count: screens.length })} place={scenario.place} waiting={scenario.waiting} />
        </span>
      </button>
      {scenario.mayEdit && <KeptActs kept={scenario} name={name} editLabel={t('layouts.editScenario', { name })} onEdit={onEdit} />}
    </li>
  );
}
