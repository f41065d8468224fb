import { ExportOutlined, ImportOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { TransferExported, TransferImported } from '../../../src-contract/model/transfer.ts';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { useAttempt, type Attempt } from '../../ui/use-attempt.ts';
import { exportedFacts, importedFacts, type TransferFact } from './transfer-facts.ts';
import { readTransfer, TRANSFER_MAX_MB } from './transfer-file.ts';

function Facts({ facts }: { readonly facts: readonly TransferFact[] }) {
  const { t } = useTranslation();
  return (
    <dl className="transfer-facts selectable">
      {facts.map(({ name, value }) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{t(`transfer.fact.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What is being done, then what came of it. */
function Outcome({ attempt, children }: { readonly attempt: Attempt; readonly children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { sync } = useStores();
  const step = useStore(sync, (state) => state.transferStep);
  return (
    <div role="status" aria-live="polite" style={{ width: '100%' }}>
      {attempt.running && step !== null && <p className="transfer-step">{t('transfer.working', { step: t(`transfer.step.${step}`) })}</p>}
      {attempt.failure !== null && <Alert type="error" showIcon title={errorText(i18n, attempt.failure.thrown)} />}
      {!attempt.running && attempt.failure === null && children}
    </div>
  );
}

function Export() {
  const { t, i18n } = useTranslation();
  const { sync } = useStores();
  const attempt = useAttempt();
  const [done, setDone] = useState<TransferExported | null>(null);
  return (
    <section className="transfer">
      <h3>{t('transfer.exportTitle')}</h3>
      <p>{t('transfer.exportWhy')}</p>
      <Button
        icon={<ExportOutlined aria-hidden />}
        loading={attempt.running}
        onClick={() =>
          void attempt.run(async () => {
            setDone(await sync.getState().exportTransfer());
          })
        }
      >
        {t('transfer.export')}
      </Button>
      <Outcome attempt={attempt}>
        {done !== null && (
          <Alert
            type={done.left > 0 ? 'warning' : 'success'}
            showIcon
            title={t('transfer.exported', { number: done.number })}
            description={<Facts facts={exportedFacts(done, i18n)} />}
          />
        )}
      </Outcome>
    </section>
  );
}

/** Something a person must look at after the file was taken in. */
const needsLook = ({ kept, configuration, logProblem }: TransferImported): boolean =>
  kept > 0 || configuration !== 'applied' || logProblem !== null;

function Import() {
  const { t, i18n } = useTranslation();
  const { sync } = useStores();
  const attempt = useAttempt();
  const input = useRef<HTMLInputElement>(null);
  const [done, setDone] = useState<TransferImported | 'too-large' | null>(null);
  const take = (file: File): void => {
    setDone(null);
    void attempt.run(async () => {
      const content = await readTransfer(file);
      setDone(content === null ? 'too-large' : await sync.getState().importTransfer(content));
    });
  };
  return (
    <section className="transfer">
      <h3>{t('transfer.importTitle')}</h3>
      <p>{t('transfer.importWhy')}</p>
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
        {t('transfer.import')}
      </Button>
      <Outcome attempt={attempt}>
        {done === 'too-large' && <Alert type="error" showIcon title={t('transfer.tooLarge', { max: TRANSFER_MAX_MB })} />}
        {done !== null && done !== 'too-large' && (
          <Alert
            type={needsLook(done) ? 'warning' : 'success'}
            showIcon
            title={t(done.again ? 'transfer.again' : 'transfer.imported', { number: done.number })}
            description={<Facts facts={importedFacts(done, i18n)} />}
          />
        )}
      </Outcome>
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
