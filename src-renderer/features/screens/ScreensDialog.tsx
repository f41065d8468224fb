import { AimOutlined, CloseOutlined, DesktopOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Select, Switch } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { MAX_SCREENS, type Desk, type ScreenNumber } from '../../../src-contract/model/screen.ts';
import { errorText } from '../../lib/message-text.ts';
import { useMay } from '../../stores/use-may.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { DeskMap } from './DeskMap.tsx';
import { KioskFields } from './KioskFields.tsx';
import './screens.css';

interface ActsProps {
  readonly desk: Desk;
  readonly own: ScreenNumber;
  readonly selected: ScreenNumber | null;
  readonly attempt: (work: Promise<void>) => void;
}

/** What can be done with the desk, and with the window that is chosen on it. */
function Acts({ desk, own, selected, attempt }: ActsProps) {
  const { t } = useTranslation();
  const { screens } = useStores();
  const full = desk.screens.length >= MAX_SCREENS;
  const taken = desk.screens.find(({ screen }) => screen === selected);
  const places = desk.displays.map(({ id, label }, index) => ({
    value: id,
    label: label === '' ? t('screens.display', { number: index + 1 }) : label,
  }));
  return (
    <div className="screens-acts">
      <Button
        icon={<PlusOutlined aria-hidden />}
        disabled={full}
        title={full ? t('screens.full', { count: MAX_SCREENS }) : t('screens.openHint')}
        onClick={() => {
          attempt(screens.getState().open(null));
        }}
      >
        {t('screens.open')}
      </Button>
      <Button
        icon={<AimOutlined aria-hidden />}
        onClick={() => {
          attempt(screens.getState().identify());
        }}
      >
        {t('screens.identify')}
      </Button>
      <span className="screens-gap" />
      {taken !== undefined && (
        <>
          <span className="screens-chosen">{t('screens.chosen', { screen: taken.screen })}</span>
          <Select
            className="screens-place"
            aria-label={t('screens.moveTo', { screen: taken.screen })}
            value={taken.displayId}
            options={places}
            onChange={(displayId: string) => {
              attempt(screens.getState().move(taken.screen, displayId));
            }}
          />
          <Button
            icon={<CloseOutlined aria-hidden />}
            title={t(desk.screens.length === 1 ? 'screens.closeLastHint' : 'screens.closeHint')}
            disabled={desk.screens.length === 1}
            onClick={() => {
              attempt(screens.getState().close(taken.screen));
            }}
          >
            {t(taken.screen === own ? 'screens.closeOwn' : 'screens.close')}
          </Button>
        </>
      )}
    </div>
  );
}

function DeskPanel({ desk }: { readonly desk: Desk }) {
  const { t, i18n } = useTranslation();
  const { screens, settings } = useStores();
  const own = useStore(screens, (state) => state.own);
  const keeps = useStore(settings, (state) => state.settings.keepClosedScreens);
  const mayArrange = useMay('screens.arrange');
  const [selected, setSelected] = useState<ScreenNumber>(own);
  const [failure, setFailure] = useState<unknown>(null);
  const attempt = (work: Promise<void>): void => {
    setFailure(null);
    work.catch(setFailure);
  };
  return (
    <>
      <p className="screens-hint">{t(mayArrange ? 'screens.hint' : 'screens.denied')}</p>
      <DeskMap
        desk={desk}
        own={own}
        selected={selected}
        movable={mayArrange}
        onSelect={setSelected}
        onMove={(screen, displayId) => {
          setSelected(screen);
          attempt(screens.getState().move(screen, displayId));
        }}
      />
      {mayArrange && <Acts desk={desk} own={own} selected={selected} attempt={attempt} />}
      {failure !== null && <Alert type="error" showIcon title={errorText(i18n, failure)} />}
      <KioskFields screens={desk.screens.map(({ screen }) => screen)} />
      {mayArrange && (
        <Field label={t('screens.keep')} hint={t('screens.keepHint')}>
          {(ids) => (
            <Switch
              {...ids}
              checked={keeps}
              onChange={(keepClosedScreens) => {
                attempt(settings.getState().change({ keepClosedScreens }));
              }}
            />
          )}
        </Field>
      )}
    </>
  );
}

/** Which window stands on which monitor, and how to change that. */
export function ScreensDialog() {
  const { t, i18n } = useTranslation();
  const { screens, view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'screens');
  const answer = useStore(screens, (state) => state.answer);
  useEffect(() => {
    if (open) void screens.getState().ask();
  }, [open, screens]);
  if (!open) return null;
  return (
    <Dialog title={t('screens.title')} width={880} footer={null} onClose={view.getState().close} lightDismiss>
      <div className="screens">
        {answer.kind === 'loading' && (
          <p className="screens-none">
            <DesktopOutlined aria-hidden /> {t('screens.loading')}
          </p>
        )}
        {answer.kind === 'failed' && <Alert type="error" showIcon title={errorText(i18n, answer.thrown)} />}
        {answer.kind === 'ready' && <DeskPanel desk={answer.desk} />}
      </div>
    </Dialog>
  );
}
