import type { PixelSize } from './pixel-size.ts';

/** Whole, and within what the media link takes. */
export function pictureSize(widthPx: number, heightPx: number): PixelSize {
  return { width: side(widthPx), height: side(heightPx) };
}

export function zoomedSize({ width, height }: PixelSize, zoom: number): PixelSize {
  return zoom === 1 ? { width, height } : pictureSize(width * zoom, height * zoom);
}

function side(pixels: number): number {
  return Math.min(8_192, Math.max(2, Math.round(pixels)));
}

/** Watches an element's size in device pixels. The first call comes at once with the present size. */
export function observeSize(element: Element, changed: (size: PixelSize) => void): () => void {
  const observer = new ResizeObserver((entries) => {
    const box = entries.at(-1)?.devicePixelContentBoxSize[0];
    if (box && box.inlineSize > 0 && box.blockSize > 0) changed(pictureSize(box.inlineSize, box.blockSize));
  });
  observer.observe(element, { box: 'device-pixel-content-box' });
  changed(pictureSize(element.clientWidth * devicePixelRatio, element.clientHeight * devicePixelRatio));
  return () => {
    observer.disconnect();
  };
}
