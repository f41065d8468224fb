import { expect, it } from 'vitest';
import { amend, commit, redo, startHistory, undo } from '../../../../src-renderer/stores/history.ts';

it('goes back and forth over what was done', () => {
  const done = commit(commit(startHistory('a'), 'b'), 'c');
  expect(undo(done).present).toBe('b');
  expect(undo(undo(done)).present).toBe('a');
  expect(undo(undo(undo(done))).present).toBe('a');
  expect(redo(redo(undo(undo(done)))).present).toBe('c');
});

it('forgets what was undone once something new is done', () => {
  const branched = commit(undo(commit(startHistory('a'), 'b')), 'c');
  expect(redo(branched).present).toBe('c');
  expect(undo(branched).present).toBe('a');
});

it('makes no step of an unchanged value or an amendment', () => {
  const start = startHistory('a');
  expect(commit(start, 'a')).toBe(start);
  expect(undo(amend(commit(start, 'b'), 'c')).present).toBe('a');
});

it('keeps a bounded number of steps', () => {
  let long = startHistory(0);
  for (let step = 1; step <= 500; step += 1) long = commit(long, step);
  expect(long.past).toHaveLength(100);
});
