import { describe, expect, it } from 'vitest';
import { deliver } from '../../../../src-main/media/delivery.ts';

describe('deliver', () => {
  const key = { keyframe: true, discontinuity: false };
  const delta = { keyframe: false, discontinuity: false };

  it('leaves nothing out while there is room', () => {
    expect(deliver('flowing', delta, false)).toEqual({ next: 'flowing', send: true, torn: false });
  });

  it('resumes only at a keyframe', () => {
    expect(deliver('flowing', delta, true).next).toBe('dropping');
    expect(deliver('dropping', delta, false)).toEqual({ next: 'dropping', send: false, torn: false });
    expect(deliver('dropping', key, true).send).toBe(false);
    expect(deliver('dropping', key, false)).toEqual({ next: 'flowing', send: true, torn: true });
  });
});
