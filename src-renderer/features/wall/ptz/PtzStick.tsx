import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { noVelocity } from '../../../../src-contract/model/ptz.ts';
import { useStores } from '../../../stores/stores-context.tsx';

/** A stick on the screen: as far from its middle as the pointer is, so fast; let go, it stops. Keys do the same with the arrows. */
export function PtzStick() {
  const { t } = useTranslation();
  const { ptz } = useStores();
  const pad = useRef<HTMLDivElement>(null);
  const knob = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = pad.current;
    if (element === null) return undefined;
    let held: number | null = null;
    const show = (x: number, y: number): void => {
      if (knob.current !== null) knob.current.style.transform = `translate(${String(x * 100)}%, ${String(y * 100)}%)`;
    };
    const drive = (event: PointerEvent): void => {
      const box = element.getBoundingClientRect();
      const raw = { x: ((event.clientX - box.x) / box.width) * 2 - 1, y: ((event.clientY - box.y) / box.height) * 2 - 1 };
      const length = Math.max(1, Math.hypot(raw.x, raw.y));
      const [x, y] = [raw.x / length, raw.y / length];
      show(x, y);
      ptz.getState().hold({ ...noVelocity, pan: stepped(x), tilt: stepped(-y) });
    };
    const onDown = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      held = event.pointerId;
      element.setPointerCapture(event.pointerId);
      drive(event);
    };
    const onMove = (event: PointerEvent): void => {
      if (held === event.pointerId) drive(event);
    };
    const onUp = (event: PointerEvent): void => {
      if (held !== event.pointerId) return;
      held = null;
      show(0, 0);
      ptz.getState().release();
    };
    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener('pointerdown', onDown, { signal });
    element.addEventListener('pointermove', onMove, { signal });
    element.addEventListener('pointerup', onUp, { signal });
    element.addEventListener('pointercancel', onUp, { signal });
    element.addEventListener('lostpointercapture', onUp, { signal });
    return () => {
      stop.abort();
      if (held !== null) ptz.getState().release();
    };
  }, [ptz]);
  return (
    <div ref={pad} className="ptz-stick" role="group" aria-label={t('ptz.stick')} title={t('ptz.stickHint')}>
      <span className="ptz-stick-way ptz-stick-up" aria-hidden="true" />
      <span className="ptz-stick-way ptz-stick-right" aria-hidden="true" />
      <span className="ptz-stick-way ptz-stick-down" aria-hidden="true" />
      <span className="ptz-stick-way ptz-stick-left" aria-hidden="true" />
      <div ref={knob} className="ptz-knob" />
    </div>
  );
}

/** A dead middle, then tenths: a trembling hand is one speed. */
function stepped(value: number): number {
  return Math.abs(value) < 0.12 ? 0 : Math.round(value * 10) / 10;
}
