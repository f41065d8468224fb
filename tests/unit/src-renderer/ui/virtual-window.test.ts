import { expect, it } from 'vitest';
import { windowOf } from '../../../../src-renderer/ui/virtual-window.ts';

it('draws what is in sight and a little more, however long the list', () => {
  expect(windowOf({ top: 30_000, height: 600, rowHeight: 30, count: 10_000 })).toEqual({ first: 994, last: 1026 });
});

it('stays within the list at both ends and when the list shrank under the scroll position', () => {
  expect(windowOf({ top: 0, height: 600, rowHeight: 30, count: 3 })).toEqual({ first: 0, last: 3 });
  expect(windowOf({ top: 30_000, height: 600, rowHeight: 30, count: 5 })).toEqual({ first: 0, last: 5 });
});
