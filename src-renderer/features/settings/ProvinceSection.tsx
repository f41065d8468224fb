import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../stores/stores-context.tsx';

/** For a workstation that runs on its own: what joining the province would mean, and the way there. */
export function ProvinceSection() {
  const { t } = useTranslation();
  const { view } = useStores();
  return (
    <div className="settings-section">
      <p>{t('enrol.standalone')}</p>
      <p className="field-hint">{t('enrol.standaloneHint')}</p>
      <Button
        onClick={() => {
          view.getState().open({ kind: 'enrol' });
        }}
      >
        {t('enrol.action')}
      </Button>
    </div>
  );
}
