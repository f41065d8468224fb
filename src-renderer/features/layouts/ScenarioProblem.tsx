import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { JudgedScenario } from '../../stores/scenario-draft.ts';

interface ScenarioProblemProps {
  readonly judged: JudgedScenario;
  readonly busy: boolean;
  readonly onShare: () => void;
}

function Words({ judged, busy, onShare }: ScenarioProblemProps) {
  const { t } = useTranslation();
  switch (judged.kind) {
    case 'ready':
    case 'unfinished':
      return null;
    case 'gone-layouts':
      return <p className="kept-problem">{t('layouts.scenarioGone', { screens: judged.screens.join(', ') })}</p>;
    case 'personal-layouts':
      return (
        <>
          <p className="kept-problem">{t('layouts.scenarioPersonal', { names: judged.layouts.map(({ name }) => name).join(', ') })}</p>
          <Button size="small" loading={busy} onClick={onShare}>
            {t('layouts.shareLayouts')}
          </Button>
        </>
      );
  }
}

/** Why a scenario cannot be shared as it is, and what to do; its place is always there, so that the choice that brings it up moves nothing. */
export function ScenarioProblem(props: ScenarioProblemProps) {
  return (
    <div className="scenario-problem" role="alert">
      <Words {...props} />
    </div>
  );
}
