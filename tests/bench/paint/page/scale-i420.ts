/** Scales I420 down by averaging the four source pixels around each target pixel's centre. */
export function scaleI420(
  source: Uint8Array,
  planes: readonly PlaneLayout[],
  sourceWidth: number,
  sourceHeight: number,
  target: Uint8Array,
  width: number,
  height: number,
): void {
  let offset = 0;
  for (const [index, plane] of planes.slice(0, 3).entries()) {
    const halve = index === 0 ? 1 : 2;
    const from = { data: source, ...plane, width: sourceWidth / halve, height: sourceHeight / halve };
    scalePlane(from, target, offset, width / halve, height / halve);
    offset += (width / halve) * (height / halve);
  }
}

interface SourcePlane {
  readonly data: Uint8Array;
  readonly offset: number;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
}

function scalePlane(from: SourcePlane, target: Uint8Array, offset: number, width: number, height: number): void {
  const { data, stride } = from;
  const stepX = from.width / width;
  const stepY = from.height / height;
  let at = offset;
  for (let y = 0; y < height; y += 1) {
    const line = from.offset + Math.min(from.height - 2, Math.trunc((y + 0.5) * stepY - 0.5)) * stride;
    for (let x = 0; x < width; x += 1) {
      const pixel = line + Math.min(from.width - 2, Math.trunc((x + 0.5) * stepX - 0.5));
      // In bounds: the last row and column are left out above.
      target[at] = (data[pixel]! + data[pixel + 1]! + data[pixel + stride]! + data[pixel + stride + 1]! + 2) >> 2; // see line above
      at += 1;
    }
  }
}
