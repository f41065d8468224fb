import type { ReactNode } from 'react';
import { StateMark, type MarkShape } from './StateMark.tsx';
import './screen-state.css';

/** Why there is nothing to see: on its way, nothing there, it went wrong, or not for this person. */
export type ScreenStateKind = 'loading' | 'empty' | 'error' | 'denied';

export interface ScreenStateProps {
  readonly kind: ScreenStateKind;
  /** One short sentence. */
  readonly title: string;
  /** What to do about it. */
  readonly hint?: string;
  /** The one button that does it. */
  readonly action?: ReactNode;
}

const shapes: Readonly<Record<ScreenStateKind, MarkShape>> = { loading: 'ring', empty: 'square', error: 'cross', denied: 'crossed-square' };

/** Stands where a screen's content would; errors interrupt a screen reader, the rest waits its turn. */
export function ScreenState({ kind, title, hint, action }: ScreenStateProps) {
  return (
    <div className={`screen-state screen-state-${kind}`} role={kind === 'error' ? 'alert' : 'status'} aria-busy={kind === 'loading'}>
      <StateMark shape={shapes[kind]} />
      <p className="screen-state-title">{title}</p>
      {hint !== undefined && <p className="screen-state-hint">{hint}</p>}
      {action}
    </div>
  );
}
