import { Modal } from 'antd';
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';

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

/**
 * Escape closes, but for a list of choices that is open and takes it for itself. The component library's own way goes by a
 * list of what is open, in which a list of choices that was long closed can stay the topmost.
 */
const closesOn = (event: KeyboardEvent): boolean =>
  event.key === 'Escape' &&
  !event.nativeEvent.isComposing &&
  !(event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true');

/** Gives the focus back to what had it before, once the dialog has gone and unless something else took it. */
function useFocusReturn(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const lost = document.activeElement === null || document.activeElement === document.body;
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
    [before],
  );
}

/** A dialog in the middle of the window. The page itself never scrolls, so nothing needs to be locked behind it. */
export function Dialog({ title, width, onClose, footer, lightDismiss = false, children }: DialogProps) {
  useFocusReturn();
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
      modalRender={(dialog) => (
        <div
          onKeyDown={(event) => {
            if (!closesOn(event)) return;
            // The library listens too, at the window: by then the dialog may stand there that this one came from.
            event.stopPropagation();
            onClose();
          }}
        >
          {dialog}
        </div>
      )}
    >
      {children}
    </Modal>
  );
}
