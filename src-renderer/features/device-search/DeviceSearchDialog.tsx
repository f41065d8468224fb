import { App, Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { newRow, wantedCameras, type DeviceRow } from './device-rows.ts';
import { emptyFindForm, FindStep, type FindForm } from './FindStep.tsx';
import { ReviewStep } from './ReviewStep.tsx';
import { useDeviceRows } from './use-device-rows.ts';
import './device-search.css';

const UNDO_SECONDS = 12;

/** All cameras of one adding go again at once. */
function useUndoAdding(): (ids: readonly string[]) => void {
  const { t, i18n } = useTranslation();
  const { message, notification } = App.useApp();
  const { cameras } = useStores();
  return (ids) => {
    const key = `added ${ids[0] ?? ''}`;
    const undo = async (): Promise<void> => {
      notification.destroy(key);
      try {
        await cameras.getState().remove(ids);
        void message.success(t('list.removed', { count: ids.length }));
      } catch (failure) {
        void message.error(errorText(i18n, failure));
      }
    };
    notification.open({
      key,
      title: t('devices.addedCount', { count: ids.length }),
      duration: UNDO_SECONDS,
      actions: (
        <Button type="primary" onClick={() => void undo()}>
          {t('common.undo')}
        </Button>
      ),
    });
  };
}

function Searcher() {
  const { t } = useTranslation();
  const { devices: store, settings, view } = useStores();
  const found = useStore(store, (state) => state.found);
  const transport = useStore(settings, (state) => state.settings.defaultTransport);
  const devices = useDeviceRows(transport);
  const [form, setForm] = useState<FindForm>(emptyFindForm);
  const [reviewing, setReviewing] = useState(false);
  const offerUndo = useUndoAdding();
  useEffect(() => {
    void store.getState().start('');
    return () => {
      store.getState().stop();
    };
  }, [store]);

  const typed = form.typed.split(/[\s,;]+/u).filter((address) => address !== '');
  const chosen: readonly DeviceRow[] = [
    ...found
      .filter(({ id }) => form.chosen.includes(id))
      .map(({ id, address, name, hardware }) => newRow(id, address, name === '' ? hardware : name)),
    ...typed.map((address) => newRow(`typed ${address}`, address, '')),
  ];
  const read = (): void => {
    store.getState().stop();
    devices.read(chosen, { username: form.username.trim(), password: form.password }, form.area.trim());
    setReviewing(true);
  };
  const wanted = wantedCameras(devices.rows, devices.common, transport);
  const add = async (): Promise<void> => {
    const ids = await devices.add();
    if (ids.length > 0) offerUndo(ids);
    if (ids.length === wanted.length) view.getState().close();
  };
  const { adding } = devices;
  const footer = reviewing ? (
    <>
      <Button
        disabled={adding !== null}
        onClick={() => {
          setReviewing(false);
        }}
      >
        {t('devices.back')}
      </Button>
      <Button
        type="primary"
        loading={adding !== null}
        disabled={wanted.length === 0 || wanted.some(({ draft }) => draft.name === '')}
        onClick={() => void add()}
      >
        {adding === null ? t('devices.add', { count: wanted.length }) : t('devices.adding', { done: adding.done, of: adding.of })}
      </Button>
    </>
  ) : (
    <>
      <Button onClick={view.getState().close}>{t('common.cancel')}</Button>
      <Button type="primary" disabled={chosen.length === 0} onClick={read}>
        {t('devices.read', { count: chosen.length })}
      </Button>
    </>
  );
  return (
    <Dialog width={980} title={t('devices.title')} onClose={view.getState().close} footer={footer}>
      {reviewing ? (
        <ReviewStep devices={devices} />
      ) : (
        <FindStep
          form={form}
          onChange={(patch) => {
            setForm((current) => ({ ...current, ...patch }));
          }}
        />
      )}
    </Dialog>
  );
}

/** Finds ONVIF devices and makes cameras of them; open while the view asks for it. */
export function DeviceSearchDialog() {
  const { view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'devices');
  return open ? <Searcher /> : null;
}
