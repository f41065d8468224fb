import { DownloadOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Alert, Button, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Outage } from '../../../src-contract/model/outage.ts';
import { errorText } from '../../lib/message-text.ts';
import type { OutagesAnswer } from '../../stores/outages-store.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { ScreenState } from '../../ui/ScreenState.tsx';
import { DayField } from './DayField.tsx';
import { OutageRows } from './OutageRows.tsx';
import { OutageTotals } from './OutageTotals.tsx';
import { outagesCsv } from './outages-csv.ts';
import { DAY_MS, dayAfter, dayOf, dayStart } from './vietnam-day.ts';
import './outages.css';

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

interface BarProps {
  readonly day: string;
  readonly today: string;
  readonly camera: string | null;
  readonly shown: readonly Outage[];
  readonly onDay: (day: string) => void;
  readonly onCamera: (camera: string | null) => void;
}

function Bar({ day, today, camera, shown, onDay, onCamera }: BarProps) {
  const { t, i18n } = useTranslation();
  const { cameras } = useStores();
  const ordered = useStore(cameras, (state) => state.ordered);
  return (
    <div className="outages-bar">
      <IconButton
        label={t('outages.dayBefore')}
        icon={<LeftOutlined aria-hidden />}
        onPress={() => {
          onDay(dayAfter(day, -1));
        }}
      />
      <DayField day={day} max={today} onDay={onDay} />
      <IconButton
        label={t('outages.dayAfter')}
        icon={<RightOutlined aria-hidden />}
        disabled={day >= today}
        onPress={() => {
          onDay(dayAfter(day, 1));
        }}
      />
      <Select<string>
        className="outages-camera"
        aria-label={t('outages.camera')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={camera}
        placeholder={t('outages.everyCamera')}
        options={ordered.map(({ id, number, name }) => ({ value: id, label: `${String(number)} ${name}` }))}
        onChange={(id: string | undefined) => {
          onCamera(id ?? null);
        }}
      />
      <Button
        icon={<DownloadOutlined aria-hidden />}
        disabled={shown.length === 0}
        onClick={() => {
          download(`khong-truc-tiep-${day}.csv`, outagesCsv(shown, i18n));
        }}
      >
        {t('outages.export')}
      </Button>
    </div>
  );
}

function Answer({ answer }: { readonly answer: OutagesAnswer }) {
  const { t, i18n } = useTranslation();
  switch (answer.kind) {
    case 'loading':
      return <ScreenState kind="loading" title={t('outages.loading')} />;
    case 'failed':
      return <ScreenState kind="error" title={errorText(i18n, answer.thrown)} />;
    case 'ready':
      if (answer.outages.length === 0) return <ScreenState kind="empty" title={t('outages.none')} />;
      return (
        <>
          {answer.truncated && <Alert type="warning" showIcon title={t('outages.truncated', { count: answer.outages.length })} />}
          <OutageTotals totals={answer.totals} />
          <OutageRows outages={answer.outages} />
        </>
      );
  }
}

function Log() {
  const { t } = useTranslation();
  const { outages, view } = useStores();
  const [today] = useState(() => dayOf(Date.now()));
  const [day, setDay] = useState(today);
  const [camera, setCamera] = useState<string | null>(null);
  const answer = useStore(outages, (state) => state.answer);
  useEffect(() => {
    const fromMs = dayStart(day);
    if (fromMs !== null) void outages.getState().ask({ fromMs, toMs: fromMs + DAY_MS, cameraId: camera });
  }, [day, camera, outages]);
  return (
    <Dialog title={t('outages.title')} width={1040} footer={null} onClose={view.getState().close} lightDismiss>
      <Bar
        day={day}
        today={today}
        camera={camera}
        shown={answer.kind === 'ready' ? answer.outages : []}
        onDay={setDay}
        onCamera={setCamera}
      />
      <p className="outages-hint">{t('outages.hint')}</p>
      <div className="outages-answer">
        <Answer answer={answer} />
      </div>
    </Dialog>
  );
}

/** The log of every interval in which a tile was not live, by day and camera. */
export function OutagesDialog() {
  const { view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'outages');
  return open ? <Log /> : null;
}
