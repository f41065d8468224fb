import { expect, it } from 'vitest';
import { isPicture, withFacts } from '../../../../src-main/services/picture-facts.ts';

/** As far as a reader of comments goes: start, JFIF, end. */
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xda, 9, 9, 0xff, 0xd9]);
const shape = { format: 'jpeg', width: 1, height: 1 } as const;

it('puts the facts of a JPEG behind its JFIF segment, which must stay first', () => {
  const facts = '{"tên":"Cổng"}';
  const written = withFacts(jpeg, 'jpeg', facts);
  expect(isPicture(written, shape)).toBe(true);
  expect(written.subarray(0, 8).equals(jpeg.subarray(0, 8))).toBe(true);
  expect(written.readUInt16BE(8)).toBe(0xfffe);
  const length = written.readUInt16BE(10);
  expect(written.subarray(12, 10 + length).toString()).toBe(facts);
  expect(written.subarray(10 + length).equals(jpeg.subarray(8))).toBe(true);
});

it('does without a JFIF segment, and never claims more than the file holds', () => {
  const bare = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
  expect(withFacts(bare, 'jpeg', 'x').toString('hex')).toBe('ffd8fffe000378ffd9');
  const lying = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0xff, 0xd9]);
  expect(withFacts(lying, 'jpeg', 'x')).toHaveLength(lying.length + 5);
});
