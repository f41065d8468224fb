import { expect, it } from 'vitest';
import { limitGlances } from '../../../../src-renderer/features/camera-list/glances.ts';

it('asks for two stills at once and no more, and again when one is answered or refused', async () => {
  const answers: ((failure: Error | null) => void)[] = [];
  const { glance } = limitGlances({
    glance: () =>
      new Promise((resolve, reject) => {
        answers.push((failure) => {
          if (failure === null) resolve(null);
          else reject(failure);
        });
      }),
  });
  const first = glance({ id: 'a' });
  const second = glance({ id: 'b' });
  expect(await glance({ id: 'c' })).toBe('busy');
  answers[0]?.(null);
  answers[1]?.(new Error('refused'));
  expect(await first).toBeNull();
  await expect(second).rejects.toThrow('refused');
  void glance({ id: 'c' });
  expect(answers).toHaveLength(3);
});
