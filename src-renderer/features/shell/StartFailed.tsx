import './shell.css';

export interface StartFailedProps {
  readonly title: string;
  readonly reason: string;
  readonly again: string;
}

/** All there is to show when main did not even give a snapshot. */
export function StartFailed({ title, reason, again }: StartFailedProps) {
  return (
    <div className="start-failed" role="alert">
      <h1>{title}</h1>
      <p className="selectable">{reason}</p>
      <button
        type="button"
        className="notice-action"
        onClick={() => {
          window.location.reload();
        }}
      >
        {again}
      </button>
    </div>
  );
}
