import { Modal } from 'antd';
import type { ReactNode } from 'react';

export interface DialogProps {
  readonly title: string;
  readonly width: number;
  readonly onClose: () => void;
  /** `null` for dialogs that act at once and have nothing to confirm. */
  readonly footer: ReactNode;
  /** A click beside the dialog closes it; not for those with something typed into them. */
  readonly lightDismiss?: boolean;
  readonly children: ReactNode;
}

/** A dialog in the middle of the window. The page itself never scrolls, so nothing needs to be locked behind it. */
export function Dialog({ title, width, onClose, footer, lightDismiss = false, children }: DialogProps) {
  return (
    <Modal
      open
      centered
      scrollLock={false}
      width={width}
      title={title}
      footer={footer}
      mask={{ closable: lightDismiss }}
      onCancel={onClose}
    >
      {children}
    </Modal>
  );
}
