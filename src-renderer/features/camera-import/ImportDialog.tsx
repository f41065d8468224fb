import { DownloadOutlined, InboxOutlined } from '@ant-design/icons';
import { Alert, App, Button, Spin, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '../../lib/message-text.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { csvTemplate, csvTemplateName } from './csv-template.ts';
import { fileText, type ImportStep } from './import-steps.ts';
import { PreviewTable } from './PreviewTable.tsx';
import './camera-import.css';

function downloadTemplate(): void {
  const url = URL.createObjectURL(new Blob([csvTemplate], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = csvTemplateName;
  link.click();
  URL.revokeObjectURL(url);
}

function ChooseFile({ trouble, onFile }: { readonly trouble: string | null; readonly onFile: (file: File) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <Upload.Dragger
        accept=".csv,.txt,text/csv"
        multiple={false}
        showUploadList={false}
        beforeUpload={(file) => {
          onFile(file);
          return false;
        }}
      >
        <p className="import-drop-icon">
          <InboxOutlined aria-hidden />
        </p>
        <p className="import-drop-text">{t('import.drop')}</p>
        <p className="import-drop-hint">{t('import.dropHint')}</p>
      </Upload.Dragger>
      {trouble !== null && <Alert className="import-trouble" type="error" showIcon title={trouble} />}
      <Button type="link" className="import-template" icon={<DownloadOutlined aria-hidden />} onClick={downloadTemplate}>
        {t('import.template')}
      </Button>
    </>
  );
}

interface FooterProps {
  readonly step: ImportStep;
  readonly onAgain: () => void;
  readonly onApply: () => void;
}

function Footer({ step, onAgain, onApply }: FooterProps) {
  const { t } = useTranslation();
  const { view } = useStores();
  if (step.kind !== 'preview') return <Button onClick={view.getState().close}>{t('common.cancel')}</Button>;
  const { adds, updates, bad } = step.preview;
  const count = adds + updates;
  const label = bad > 0 ? t('import.applySkipping', { count, bad }) : t('import.apply', { count });
  return (
    <>
      <Button onClick={onAgain} disabled={step.applying}>
        {t('import.choose')}
      </Button>
      <Button type="primary" loading={step.applying} disabled={count === 0} onClick={onApply}>
        {count === 0 ? t('import.nothingToApply') : label}
      </Button>
    </>
  );
}

function Importer() {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const { cameras, view } = useStores();
  const [step, setStep] = useState<ImportStep>({ kind: 'choose', trouble: null });

  const read = async (file: File): Promise<void> => {
    setStep({ kind: 'reading', fileName: file.name });
    try {
      const read = fileText(new Uint8Array(await file.arrayBuffer()));
      if (read.kind !== 'text') {
        setStep({ kind: 'choose', trouble: read.kind === 'too-large' ? t('import.tooLarge') : t('import.notText') });
        return;
      }
      const preview = await cameras.getState().previewImport(read.text);
      setStep({ kind: 'preview', fileName: file.name, encoding: read.encoding, preview, applying: false, trouble: null });
    } catch (failure) {
      setStep({ kind: 'choose', trouble: errorText(i18n, failure) });
    }
  };
  const apply = async (): Promise<void> => {
    if (step.kind !== 'preview') return;
    setStep({ ...step, applying: true, trouble: null });
    try {
      const { added, updated, skipped } = await cameras.getState().applyImport(step.preview.importId);
      void message.success(t('import.done', { added, updated, skipped }));
      view.getState().close();
    } catch (failure) {
      setStep({ ...step, applying: false, trouble: errorText(i18n, failure) });
    }
  };

  return (
    <Dialog
      width={920}
      title={t('import.title')}
      onClose={view.getState().close}
      footer={
        <Footer
          step={step}
          onApply={() => void apply()}
          onAgain={() => {
            setStep({ kind: 'choose', trouble: null });
          }}
        />
      }
    >
      {step.kind === 'choose' && <ChooseFile trouble={step.trouble} onFile={(file) => void read(file)} />}
      {step.kind === 'reading' && (
        <div className="import-reading" role="status">
          <Spin /> {t('import.reading')} <span className="selectable">{step.fileName}</span>
        </div>
      )}
      {step.kind === 'preview' && <PreviewTable step={step} />}
    </Dialog>
  );
}

/** Imports cameras from a CSV file: shows what every row would do before anything is stored. */
export function ImportDialog() {
  const { view } = useStores();
  const open = useStore(view, (state) => state.dialog.kind === 'import');
  return open ? <Importer /> : null;
}
