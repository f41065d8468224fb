import { useEffect, useLayoutEffect, useRef, useState, type AriaRole, type KeyboardEvent, type ReactNode } from 'react';
import { windowOf } from './virtual-window.ts';
import './virtual-list.css';

/** What a list draws from: an array, or rows that are made when they come into sight. */
export interface RowSource<T> {
  readonly length: number;
  slice(first: number, last: number): readonly T[];
}

export interface VirtualListProps<T> {
  readonly rows: RowSource<T>;
  readonly rowHeight: number;
  /** Row that keys act on; kept in sight. */
  readonly active: number;
  readonly label: string;
  readonly role: AriaRole;
  readonly multiselectable: boolean;
  /** What is listed: with another one the list begins at its top, without being built anew. */
  readonly listed?: string;
  rowKey(row: T): string;
  /** Must give its outermost element the id it is handed. */
  renderRow(row: T, index: number, domId: string): ReactNode;
  onKeyDown(event: KeyboardEvent<HTMLDivElement>): void;
  /** Rows that stay in sight at the top while what is below them is scrolled through, by the first row in sight. */
  pinned?(first: number): readonly number[];
  /** Draws a pinned row: a copy, of which assistive technology hears nothing. */
  renderPinned?(row: T, index: number): ReactNode;
  /** The rows that are drawn now, for whoever fetches them; the last one excluded. */
  onDrawn?(first: number, last: number): void;
}

/** A list that only draws the rows in sight; one tab stop, the active row is named to assistive technology. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { rows, rowHeight, active, label, role, multiselectable, listed, rowKey, renderRow, onKeyDown, onDrawn, pinned, renderPinned } =
    props;
  const viewport = useRef<HTMLDivElement>(null);
  // Nothing but the overscan until it is known how much is in sight: rows drawn by a guess are drawn twice.
  const [seen, setSeen] = useState({ listed, top: 0, height: 0 });
  const scroll = seen.listed === listed ? seen : { top: 0, height: seen.height };

  useLayoutEffect(() => {
    const element = viewport.current;
    if (element === null) return;
    const look = (): void => {
      const { scrollTop: top, clientHeight: height } = element;
      setSeen((before) => (before.top === top && before.height === height ? before : { ...before, top, height }));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    if (viewport.current !== null) viewport.current.scrollTop = 0;
  }, [listed]);

  useLayoutEffect(() => {
    const element = viewport.current;
    if (element === null || active < 0) return;
    const top = active * rowHeight;
    // Where it is put at the top, what is pinned there must not cover it.
    const covered = (pinned?.(active).length ?? 0) * rowHeight;
    if (top - covered < element.scrollTop) element.scrollTop = top - covered;
    else if (top + rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + rowHeight - element.clientHeight;
  }, [active, rowHeight, pinned]);

  const { first, last } = windowOf({ ...scroll, rowHeight, count: rows.length });
  const domId = (row: T): string => `row-${rowKey(row)}`;
  useEffect(() => {
    onDrawn?.(first, last);
  }, [first, last, onDrawn]);
  const stuck = pinned?.(Math.floor(scroll.top / rowHeight)) ?? [];
  const [activeRow] = active < 0 ? [] : rows.slice(active, active + 1);
  return (
    <div
      ref={viewport}
      className="virtual-list"
      role={role}
      aria-label={label}
      aria-multiselectable={multiselectable}
      aria-activedescendant={activeRow === undefined || active < first || active >= last ? undefined : domId(activeRow)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => {
        setSeen({ listed, top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight });
      }}
    >
      {stuck.length > 0 && (
        <div className="virtual-pinned" role="presentation" aria-hidden="true">
          {stuck.flatMap((at) =>
            rows.slice(at, at + 1).map((row) => (
              <div key={rowKey(row)} style={{ height: rowHeight }}>
                {renderPinned?.(row, at)}
              </div>
            )),
          )}
        </div>
      )}
      <div role="presentation" style={{ height: rows.length * rowHeight, position: 'relative' }}>
        {rows.slice(first, last).map((row, offset) => (
          <div
            key={rowKey(row)}
            role="presentation"
            className="virtual-row"
            style={{ transform: `translateY(${String((first + offset) * rowHeight)}px)`, height: rowHeight }}
          >
            {renderRow(row, first + offset, domId(row))}
          </div>
        ))}
      </div>
    </div>
  );
}
