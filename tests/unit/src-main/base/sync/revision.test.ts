import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../../src-main/base/sync/canonical-json.ts';
import { revisionFits, rootHashOf } from '../../../../../src-main/base/sync/revision.ts';

describe('canonicalJson', () => {
  it('writes the example of RFC 8785 §3.2.2', () => {
    const value: unknown = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts members by UTF-16 code units, not by code points', () => {
    expect(canonicalJson({ '\ufb33': 1, '\u{1f600}': 2, é: 3, '1': 4 })).toBe('{"1":4,"é":3,"\u{1f600}":2,"\ufb33":1}');
  });

  it('is one text whatever the order of members, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (members) => {
        const turned = Object.fromEntries(Object.entries(members).reverse());
        fc.pre([JSON.stringify(members)].every((text) => !/\\ud[89a-f]/u.test(text)));
        expect(canonicalJson(turned)).toBe(canonicalJson(members));
        expect(JSON.parse(canonicalJson(members))).toEqual(JSON.parse(JSON.stringify(members)));
      }),
    );
  });

  it('refuses what has no canonical form', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 70; level++) deep = [deep];
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, 'a\ud800', { '\udc00': 1 }, 1n, deep])
      expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

describe('revisionFits', () => {
  const document = { name: 'Ngã tư', b: 1 };
  const right = createHash('sha256').update('{"b":1,"name":"Ngã tư"}').digest('hex').slice(0, 32);
  const upsert = (rev: string, content: Record<string, unknown> = document) =>
    ({ op: 'upsert', type: 'area', id: 'a', rev, document: content }) as const;

  it('holds for the hash of the document, whatever the generation', () => {
    expect(revisionFits(upsert(`1-${right}`))).toBe(true);
    expect(revisionFits(upsert(`42-${right}`))).toBe(true);
  });

  it('fails for another document, and for one that has no canonical form', () => {
    expect(revisionFits(upsert(`1-${right}`, { ...document, b: 2 }))).toBe(false);
    expect(revisionFits(upsert(`1-${right}`, { name: '\ud800' }))).toBe(false);
  });

  it('asks zeros of a tombstone', () => {
    expect(revisionFits({ op: 'delete', type: 'area', id: 'a', rev: `2-${'0'.repeat(32)}` })).toBe(true);
    expect(revisionFits({ op: 'delete', type: 'area', id: 'a', rev: `2-${right}` })).toBe(false);
  });
});

describe('rootHashOf', () => {
  it('is the hash of the sorted lines, whatever order they come in', () => {
    const items = [
      { type: 'user', id: 'u', rev: '1-a' },
      { type: 'area', id: 'b.10', rev: '1-b' },
      { type: 'area', id: 'B', rev: '3-c' },
    ];
    const expected = createHash('sha256').update('area\tB\t3-c\narea\tb.10\t1-b\nuser\tu\t1-a\n').digest('hex');
    expect(rootHashOf(items)).toBe(expected);
    expect(rootHashOf(items.toReversed())).toBe(expected);
  });

  it('of nothing is the hash of no bytes', () => {
    expect(rootHashOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
