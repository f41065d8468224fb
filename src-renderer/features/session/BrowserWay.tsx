import { GlobalOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useStores } from '../../stores/stores-context.tsx';
import { StateMark } from '../../ui/StateMark.tsx';

export interface BrowserWayProps {
  readonly label: string;
  readonly running: boolean;
  /** Why it cannot be used now; takes the place of the usual hint. */
  readonly hindered: string | null;
  readonly primary?: boolean;
  readonly onStart: () => void;
}

/** The way through the system browser: started here, finished there, and can be given up here. */
export function BrowserWay({ label, running, hindered, primary = false, onStart }: BrowserWayProps) {
  const { t } = useTranslation();
  const { session } = useStores();
  if (running) {
    return (
      <div className="session-waiting" role="status">
        <p className="session-waiting-title">
          <StateMark shape="ring" />
          {t('session.waiting')}
        </p>
        <p>{t('session.waitingHint')}</p>
        <Button autoFocus onClick={session.getState().cancelSignIn}>
          {t('common.cancel')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <Button
        block
        type={primary ? 'primary' : 'default'}
        icon={<GlobalOutlined aria-hidden />}
        disabled={hindered !== null}
        onClick={onStart}
      >
        {label}
      </Button>
      {hindered !== null && <p className="field-hint">{hindered}</p>}
    </>
  );
}
