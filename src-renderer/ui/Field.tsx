import { useId, type ReactNode } from 'react';
import './field.css';

export interface FieldIds {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly 'aria-invalid': boolean;
}
export interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with the value; takes the hint's place. */
  readonly problem?: string | undefined;
  readonly wide?: boolean;
  /** Gives the control its ids, so that label and message belong to it. */
  readonly children: (ids: FieldIds) => ReactNode;
}

/** A label, a control, and one line below it that is always there, so that a message moves nothing. */
export function Field({ label, hint, problem, wide = false, children }: FieldProps) {
  const id = useId();
  const messageId = `${id}-message`;
  return (
    <div className={wide ? 'field field-wide' : 'field'}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-describedby': messageId, 'aria-invalid': problem !== undefined })}
      <div
        id={messageId}
        className={problem === undefined ? 'field-hint' : 'field-problem'}
        role={problem === undefined ? undefined : 'alert'}
      >
        {problem ?? hint ?? ''}
      </div>
    </div>
  );
}
