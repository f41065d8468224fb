import { Alert, Button } from 'antd';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/Dialog.tsx';

export interface CameraFormDialogProps {
  readonly title: string;
  /** What its button says. */
  readonly act: string;
  readonly acting: boolean;
  /** Why it was not done, in the person's words. */
  readonly failure: string | null;
  readonly onAct: () => Promise<void>;
  readonly onCancel: () => void;
  readonly formRef?: Ref<HTMLFormElement>;
  readonly children: ReactNode;
}

/** The dialog around every form of a camera: Enter does what the button does, and what went wrong stands below the fields. */
export function CameraFormDialog({ title, act, acting, failure, onAct, onCancel, formRef, children }: CameraFormDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      width={760}
      title={title}
      onClose={onCancel}
      footer={
        <>
          <Button onClick={onCancel}>{t('common.cancel')}</Button>
          <Button type="primary" loading={acting} onClick={() => void onAct()}>
            {act}
          </Button>
        </>
      }
    >
      <form
        ref={formRef}
        className="camera-form"
        onSubmit={(event) => {
          event.preventDefault();
          void onAct();
        }}
      >
        {children}
        {failure !== null && <Alert type="error" showIcon title={failure} />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
