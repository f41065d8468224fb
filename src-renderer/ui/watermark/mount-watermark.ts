import type { Watermark } from '../../../src-contract/model/privacy.ts';
import { epochMs } from '../../../src-contract/time.ts';
import { dateText, timeOfDayText } from '../../lib/time-text.ts';
import { markPlaces } from './watermark-layout.ts';

/** Every mark is a layer of its own, as small as its text: one layer over the whole picture would be blended with every frame of it. */
const STYLE = `
:host { all: initial; position: absolute; inset: 0; overflow: hidden; pointer-events: none; contain: strict; }
span { position: absolute; transform: translate(-50%, -50%); width: max-content; will-change: transform; color: #fff;
  font: 500 11px/1.25 'Inter Variable', 'Segoe UI', 'Noto Sans', sans-serif; font-variant-numeric: tabular-nums; letter-spacing: 0.02em;
  text-align: center; text-shadow: 0 0 1px #000, 0 1px 0 #000, 0 -1px 0 #000, 1px 0 0 #000, -1px 0 0 #000; white-space: normal; }`;
const MINUTE_MS = 60_000;

export interface MountedWatermark {
  /** Whether the marks stand over the picture as they were put there. */
  isWhole(): boolean;
  dispose(): void;
}

/** Puts the marks into a closed tree below `host`, which no style or script of the page reaches by itself. The time moves once a minute. */
export function mountWatermark(host: HTMLElement, { text, time, opacityPercent, density }: Watermark): MountedWatermark {
  const root = rootOf(host);
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);
  root.adoptedStyleSheets = [style];
  let marks: readonly HTMLElement[] = [];
  const write = (): void => {
    const now = epochMs(Date.now());
    const line = time ? `${text} · ${dateText(now)} ${timeOfDayText(now).slice(0, 5)}` : text;
    for (const mark of marks) mark.textContent = line;
  };
  const place = (): void => {
    const box = { width: host.clientWidth, height: host.clientHeight };
    const places = markPlaces(box, density);
    const inFirstRow = places.filter(({ y }) => y === places[0]?.y).length;
    marks = places.map(({ x, y }) => {
      const mark = host.ownerDocument.createElement('span');
      mark.style.left = `${String(x * 100)}%`;
      mark.style.top = `${String(y * 100)}%`;
      mark.style.opacity = String(opacityPercent / 100);
      mark.style.maxWidth = `${String(Math.round((box.width * 0.96) / inFirstRow))}px`;
      return mark;
    });
    root.replaceChildren(...marks);
    write();
  };
  const sizes = new ResizeObserver(place);
  sizes.observe(host);
  place();
  let timer: ReturnType<typeof setTimeout>;
  const tick = (): void => {
    write();
    timer = setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS));
  };
  tick();
  return {
    isWhole: () => marks.length > 0 && root.childElementCount === marks.length && isSeen(host),
    dispose() {
      clearTimeout(timer);
      sizes.disconnect();
      root.replaceChildren();
    },
  };
}

/** An element keeps its closed tree for life, and only who made it can reach it. */
const roots = new WeakMap<HTMLElement, ShadowRoot>();
function rootOf(host: HTMLElement): ShadowRoot {
  const known = roots.get(host);
  if (known !== undefined) return known;
  const made = host.attachShadow({ mode: 'closed' });
  roots.set(host, made);
  return made;
}

/** Whether nothing hides it: taken out, not displayed, seen through, moved aside, clipped, or put below the picture. */
function isSeen(host: HTMLElement): boolean {
  const box = host.parentElement;
  if (!host.isConnected || box === null) return false;
  if (!host.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const { opacity, clipPath, transform, filter, maskImage, mixBlendMode, zIndex } = getComputedStyle(host);
  const plain = opacity === '1' && [clipPath, transform, filter, maskImage].every((value) => value === 'none');
  const [own, whole] = [host.getBoundingClientRect(), box.getBoundingClientRect()];
  const covers = Math.abs(own.width - whole.width) < 2 && Math.abs(own.height - whole.height) < 2 && Math.abs(own.x - whole.x) < 2;
  return plain && covers && mixBlendMode === 'normal' && !zIndex.startsWith('-');
}
