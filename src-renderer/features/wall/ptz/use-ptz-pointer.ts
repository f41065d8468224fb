import { useEffect, useState, type RefObject } from 'react';
import { noVelocity } from '../../../../src-contract/model/ptz.ts';
import type { PtzStore } from '../../../stores/ptz-store.ts';
import { useStores } from '../../../stores/stores-context.tsx';
import { aimAt, LEAST_BOX, pictureIn, type Box } from './ptz-aim.ts';

/** After the last turn of the wheel the zoom goes on for so long. */
const WHEEL_MS = 250;

/** Whether a pointer is on something of its own over the picture; the layer is a group as well, and the handle itself. */
function isControl(target: EventTarget | null, layer: HTMLElement): boolean {
  const control = target instanceof Element ? target.closest('button, input, select, .ptz-bar, .ptz-trouble, [role="group"]') : null;
  return control !== null && control !== layer;
}

/** Click to centre, drag a box to zoom into it, wheel to zoom. Returns the box being drawn, in the layer's own pixels. */
export function usePtzPointer(layer: RefObject<HTMLElement | null>, video: RefObject<HTMLVideoElement | null>, aims: boolean): Box | null {
  const { ptz } = useStores();
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    const element = layer.current;
    if (element === null) return undefined;
    let from: { readonly x: number; readonly y: number } | null = null;
    const at = ({ clientX, clientY }: MouseEvent): { readonly x: number; readonly y: number } => {
      const place = element.getBoundingClientRect();
      return { x: clientX - place.x, y: clientY - place.y };
    };
    const onDown = (event: PointerEvent): void => {
      if (event.button !== 0 || isControl(event.target, element) || !aims) return;
      event.stopPropagation();
      from = at(event);
      element.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent): void => {
      if (from === null) return;
      const to = at(event);
      const [width, height] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
      setBox(width < LEAST_BOX || height < LEAST_BOX ? null : { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width, height });
    };
    const onUp = (event: PointerEvent): void => {
      const began = from;
      from = null;
      setBox(null);
      if (began === null || event.type === 'pointercancel') return;
      const { width, height } = element.getBoundingClientRect();
      const size = { width: video.current?.videoWidth ?? 0, height: video.current?.videoHeight ?? 0 };
      const aim = aimAt(pictureIn({ x: 0, y: 0, width, height }, size), began, at(event));
      if (aim !== null) ptz.getState().shift(aim);
    };
    // A tile that is being aimed at is not dragged over the wall, nor enlarged by a quick second click.
    const keep = (event: Event): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('pointerdown', onDown, { signal });
    element.addEventListener('pointermove', onMove, { signal });
    element.addEventListener('pointerup', onUp, { signal });
    element.addEventListener('pointercancel', onUp, { signal });
    const stopWheel = zoomByWheel(element, ptz);
    element.addEventListener('dblclick', keep, { signal });
    element.closest<HTMLElement>('[draggable]')?.addEventListener('dragstart', keep, { capture: true, signal });
    return () => {
      stop.abort();
      stopWheel();
    };
  }, [layer, video, aims, ptz]);
  return box;
}

/** Turning the wheel zooms for as long as it turns. Listens itself, because React's wheel listener cannot keep the page still. */
function zoomByWheel(element: HTMLElement, ptz: PtzStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (event.deltaY === 0) return;
    ptz.getState().hold({ ...noVelocity, zoom: event.deltaY < 0 ? 0.6 : -0.6 });
    clearTimeout(timer);
    timer = setTimeout(() => {
      ptz.getState().release();
    }, WHEEL_MS);
  };
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    element.removeEventListener('wheel', onWheel);
    clearTimeout(timer);
  };
}
