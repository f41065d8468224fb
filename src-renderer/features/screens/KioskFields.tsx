import { Alert, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AskedWall, ScreenNumber } from '../../../src-contract/model/screen.ts';
import { errorText } from '../../lib/message-text.ts';
import type { Kiosk } from '../../stores/screens-store.ts';
import { useMay } from '../../stores/use-may.ts';
import { useStores } from '../../stores/stores-context.tsx';

/** A screen boots into something else, or into nothing special. */
function withWall(walls: readonly AskedWall[], screen: ScreenNumber, name: string | undefined): readonly AskedWall[] {
  const others = walls.filter((wall) => wall.screen !== screen);
  return name === undefined ? others : [...others, { screen, name }].sort((one, other) => (one.screen ?? 0) - (other.screen ?? 0));
}

/** The kiosk profile: which layout each screen shows, full screen, from the start of the program. */
export function KioskFields({ screens: open }: { readonly screens: readonly ScreenNumber[] }) {
  const { t, i18n } = useTranslation();
  const { screens } = useStores();
  const mayManage = useMay('workstation.manage');
  const [kiosk, setKiosk] = useState<Kiosk | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    screens.getState().kiosk().then(setKiosk, setFailure);
  }, [screens]);
  if (!mayManage || kiosk === null) return failure === null ? null : <Alert type="error" showIcon title={errorText(i18n, failure)} />;
  const choose = (screen: ScreenNumber, name: string | undefined): void => {
    const walls = withWall(kiosk.walls, screen, name);
    setFailure(null);
    screens
      .getState()
      .setKiosk(walls)
      .then(() => {
        setKiosk({ ...kiosk, walls });
      }, setFailure);
  };
  const named = new Map(kiosk.choices.map(({ id, name }) => [id, name]));
  const rows = [...new Set([...open, ...kiosk.walls.flatMap(({ screen }) => screen ?? [])])].sort((one, other) => one - other);
  return (
    <section className="kiosk" aria-label={t('screens.kiosk.title')}>
      <h3 className="kiosk-title">{t('screens.kiosk.title')}</h3>
      <p className="screens-hint">{t(kiosk.choices.length === 0 ? 'screens.kiosk.none' : 'screens.kiosk.hint')}</p>
      <div className="kiosk-rows">
        {rows.map((screen) => {
          const chosen = kiosk.walls.find((wall) => wall.screen === screen)?.name;
          return (
            <label key={screen} className="kiosk-row">
              <span>{t('screens.kiosk.screen', { screen })}</span>
              <Select<string>
                allowClear
                aria-label={t('screens.kiosk.layout', { screen })}
                value={chosen ?? null}
                placeholder={t('screens.kiosk.last')}
                disabled={kiosk.choices.length === 0 && chosen === undefined}
                options={[
                  ...kiosk.choices.map(({ id, name, kind }) => ({
                    value: id,
                    label: kind === 'layout' ? name : t('screens.kiosk.scenario', { name }),
                  })),
                  ...(chosen === undefined || named.has(chosen)
                    ? []
                    : [{ value: chosen, label: t('screens.kiosk.gone', { name: chosen }) }]),
                ]}
                onChange={(name: string | undefined) => {
                  choose(screen, name);
                }}
              />
            </label>
          );
        })}
      </div>
      {failure !== null && <Alert type="error" showIcon title={errorText(i18n, failure)} />}
    </section>
  );
}
