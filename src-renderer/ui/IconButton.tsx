import { Tooltip } from 'antd';
import type { ReactNode } from 'react';

export interface IconButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onPress: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
}

/** A button that is only a picture; its label is read aloud and shown on hover. */
export function IconButton({ label, icon, onPress, disabled = false, pressed }: IconButtonProps) {
  return (
    <Tooltip title={label} mouseEnterDelay={0.5}>
      <button type="button" className="icon-button" aria-label={label} aria-pressed={pressed} disabled={disabled} onClick={onPress}>
        {icon}
      </button>
    </Tooltip>
  );
}
