import { expect, it } from 'vitest';
import { readDrag, writeDrag } from '../../../../src-renderer/lib/drag-payload.ts';

class Transfer {
  readonly #data = new Map<string, string>();
  effectAllowed = '';
  setData(type: string, value: string): void {
    this.#data.set(type, value);
  }
  getData(type: string): string {
    return this.#data.get(type) ?? '';
  }
  get types(): readonly string[] {
    return [...this.#data.keys()];
  }
}
const transfer = (): DataTransfer => new Transfer() as unknown as DataTransfer; // the part of it that is used

it('carries cameras and tiles', () => {
  const drag = transfer();
  writeDrag(drag, { kind: 'tile', screen: 2, cell: 5, cameraId: 'cam-1' });
  expect(readDrag(drag)).toEqual({ kind: 'tile', screen: 2, cell: 5, cameraId: 'cam-1' });
});

it.each([
  '',
  'not json',
  '{"kind":"tile","screen":1,"cell":99,"cameraId":"cam-1"}',
  '{"kind":"tile","cell":5}',
  '{"kind":"cameras","ids":[]}',
])('ignores a foreign or damaged drag: %s', (content) => {
  const drag = transfer();
  drag.setData('application/x-vms-drag', content);
  expect(readDrag(drag)).toBeNull();
});
