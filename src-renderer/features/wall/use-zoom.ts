import { useEffect, type RefObject } from 'react';
import { pannedBy, wheelFactor, zoomBy, type BoxPoint, type Zoom } from '../../lib/zoom.ts';

export interface ZoomTarget {
  readonly read: () => Zoom | null;
  readonly write: (zoom: Zoom | null) => void;
}

interface Finger extends BoxPoint {
  readonly id: number;
}

const placeIn = (element: Element, event: { readonly clientX: number; readonly clientY: number }): BoxPoint => {
  const box = element.getBoundingClientRect();
  return { x: (event.clientX - box.x) / box.width, y: (event.clientY - box.y) / box.height };
};

const between = (left: BoxPoint, right: BoxPoint): BoxPoint => ({ x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 });
const apart = (left: BoxPoint, right: BoxPoint): number => Math.hypot(left.x - right.x, left.y - right.y);

/** Buttons and bars over the picture keep their own use of the pointer. */
const isControl = (target: EventTarget | null): boolean => target instanceof Element && target.closest('button, input, .replay') !== null;

/** Wheel, pinch, drag and double click on `area`. Listens itself, because a wheel listener of React's cannot keep the page still. */
export function useZoom(area: RefObject<HTMLElement | null>, { read, write }: ZoomTarget): void {
  useEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    let fingers: Finger[] = [];
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      write(zoomBy(read(), wheelFactor(event.deltaY, event.deltaMode, event.ctrlKey), placeIn(element, event)));
    };
    const onDown = (event: PointerEvent): void => {
      if (event.button !== 0 || isControl(event.target)) return;
      if (read() === null && event.pointerType !== 'touch') return;
      fingers = [...fingers.filter(({ id }) => id !== event.pointerId), { id: event.pointerId, ...placeIn(element, event) }].slice(-2);
      element.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent): void => {
      const before = fingers.find(({ id }) => id === event.pointerId);
      if (before === undefined) return;
      const now: Finger = { id: event.pointerId, ...placeIn(element, event) };
      const other = fingers.find(({ id }) => id !== event.pointerId);
      const zoom = read();
      if (other !== undefined) write(zoomBy(zoom, apart(now, other) / Math.max(0.01, apart(before, other)), between(now, other)));
      else if (zoom !== null) write(pannedBy(zoom, now.x - before.x, now.y - before.y));
      fingers = fingers.map((finger) => (finger.id === now.id ? now : finger));
    };
    const onUp = (event: PointerEvent): void => {
      fingers = fingers.filter(({ id }) => id !== event.pointerId);
    };
    const onDoubleClick = (event: MouseEvent): void => {
      if (read() === null || isControl(event.target)) return;
      event.stopPropagation();
      write(null);
    };
    // A zoomed picture is moved inside its tile, not the tile on the wall.
    const onDragStart = (event: DragEvent): void => {
      if (read() !== null) event.preventDefault();
    };
    const tile = element.closest<HTMLElement>('[draggable]');
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('wheel', onWheel, { passive: false, signal });
    element.addEventListener('pointerdown', onDown, { signal });
    element.addEventListener('pointermove', onMove, { signal });
    element.addEventListener('pointerup', onUp, { signal });
    element.addEventListener('pointercancel', onUp, { signal });
    element.addEventListener('dblclick', onDoubleClick, { signal });
    tile?.addEventListener('dragstart', onDragStart, { capture: true, signal });
    return () => {
      stop.abort();
    };
  }, [area, read, write]);
}
