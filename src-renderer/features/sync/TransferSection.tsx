import { ExportOutlined, ImportOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useAttempt, type Attempt } from '../../ui/use-attempt.ts';
import { readTransfer, TRANSFER_MAX_MB } from './transfer-file.ts';

function Outcome({ attempt, done }: { readonly attempt: Attempt; readonly done: string | null }) {
  const { i18n } = useTranslation();
  if (attempt.failure !== null) return <Alert type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />;
  return done === null || attempt.running ? null : <Alert className="selectable" type="success" showIcon title={done} />;
}

function Export() {
  const { t } = useTranslation();
  const { sync } = useStores();
  const attempt = useAttempt();
  const [done, setDone] = useState<string | null>(null);
  return (
    <section className="transfer">
      <h3>{t('sync.exportTitle')}</h3>
      <p>{t('sync.exportWhy')}</p>
      <Button
        icon={<ExportOutlined aria-hidden />}
        loading={attempt.running}
        onClick={() =>
          void attempt.run(async () => {
            setDone(t('sync.exported', await sync.getState().exportTransfer()));
          })
        }
      >
        {t('sync.export')}
      </Button>
      <Outcome attempt={attempt} done={done} />
    </section>
  );
}

function Import() {
  const { t } = useTranslation();
  const { sync } = useStores();
  const attempt = useAttempt();
  const input = useRef<HTMLInputElement>(null);
  const [done, setDone] = useState<string | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const take = (file: File): void => {
    setDone(null);
    void attempt.run(async () => {
      const content = await readTransfer(file);
      setTooLarge(content === null);
      if (content !== null) setDone(t('sync.imported', await sync.getState().importTransfer(content)));
    });
  };
  return (
    <section className="transfer">
      <h3>{t('sync.importTitle')}</h3>
      <p>{t('sync.importWhy')}</p>
      <input
        ref={input}
        type="file"
        hidden
        aria-hidden
        tabIndex={-1}
        accept=".vmsync"
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file !== undefined) take(file);
        }}
      />
      <Button icon={<ImportOutlined aria-hidden />} loading={attempt.running} onClick={() => input.current?.click()}>
        {t('sync.import')}
      </Button>
      {tooLarge && <Alert type="error" showIcon title={t('sync.importTooLarge', { max: TRANSFER_MAX_MB })} />}
      <Outcome attempt={attempt} done={done} />
    </section>
  );
}

/** The way without a network: a file out, a file in. */
export function TransferSection() {
  return (
    <div className="sync-section transfers">
      <Export />
      <Import />
    </div>
  );
}
