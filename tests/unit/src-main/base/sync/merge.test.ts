import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePatch, mergeThreeWay, patchBetween } from '../../../../../src-main/base/sync/merge.ts';

describe('mergePatch', () => {
  // The table of RFC 7396, appendix A.
  it.each([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', '{}'],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['["a","b"]', '["c","d"]', '["c","d"]'],
    ['{"a":"b"}', '["c"]', '["c"]'],
    ['{"a":"foo"}', 'null', 'null'],
    ['{"a":"foo"}', '"bar"', '"bar"'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
    ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
  ])('%s with %s is %s', (target, patch, merged) => {
    expect(mergePatch(JSON.parse(target), JSON.parse(patch))).toEqual(JSON.parse(merged));
  });

  it('does not reach the prototype', () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__":{"polluted":1}}')) as Record<string, unknown>;
    expect(Object.hasOwn(merged, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('patchBetween', () => {
  it('is none where nothing differs', () => {
    expect(patchBetween({ a: { b: 1 } }, { a: { b: 1 } })).toBeNull();
  });

  it('says of a field with fields only what differs in it', () => {
    expect(patchBetween({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: 1, c: 3, e: 4 }, d: { f: 1 } })).toEqual({
      a: { c: 3, e: 4 },
      d: { f: 1 },
    });
    expect(patchBetween({ a: { b: 1 }, c: 1 }, { a: [1] })).toEqual({ a: [1], c: null });
  });

  it('makes the second of the first, for documents without null', () => {
    const plain = fc.dictionary(
      fc.oneof(fc.constantFrom('a', 'b'), fc.string({ minLength: 1 })),
      fc.oneof(fc.integer(), fc.string(), fc.array(fc.integer()), fc.dictionary(fc.constantFrom('x', 'y'), fc.integer())),
    );
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        fc.pre(JSON.stringify([before, after]).isWellFormed() && !/\\ud[89a-f]/u.test(JSON.stringify([before, after])));
        fc.pre(!Object.hasOwn(before, '__proto__') && !Object.hasOwn(after, '__proto__'));
        expect(mergePatch(before, patchBetween(before, after) ?? {})).toEqual(after);
      }),
    );
  });
});

describe('mergeThreeWay', () => {
  const base = { id: 'c', name: 'Ngã tư', headingDeg: 90, device: { make: 'A', model: 'B' } };

  it('keeps the fields only the server changed beside those only this side changed', () => {
    const merged = mergeThreeWay(base, { name: 'Ngã năm' }, { ...base, headingDeg: 180 });
    expect(merged).toEqual({ document: { ...base, name: 'Ngã năm', headingDeg: 180 }, conflicts: [], remaining: { name: 'Ngã năm' } });
  });

  it('leaves the server its value where both changed the field', () => {
    const server = { ...base, name: 'Cổng chợ' };
    expect(mergeThreeWay(base, { name: 'Ngã năm', headingDeg: 1 }, server)).toEqual({
      document: { ...server, headingDeg: 1 },
      conflicts: ['name'],
      remaining: { headingDeg: 1 },
    });
  });

  it('has nothing left to say when both made the same change', () => {
    const server = { ...base, name: 'Ngã năm', device: { make: 'A', model: 'C' } };
    expect(mergeThreeWay(base, { name: 'Ngã năm', device: { model: 'C' } }, server)).toEqual({
      document: server,
      conflicts: [],
      remaining: null,
    });
  });

  it('has nothing left to say of a field the server has no more either', () => {
    const { headingDeg: _, ...without } = base;
    expect(mergeThreeWay(base, { headingDeg: null }, without)).toEqual({ document: without, conflicts: [], remaining: null });
  });

  it('keeps a removed field as null', () => {
    expect(mergeThreeWay(base, { headingDeg: null }, base).document).toEqual({ ...base, headingDeg: null });
  });
});
