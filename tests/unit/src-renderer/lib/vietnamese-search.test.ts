import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldText, rangesOf } from '../../../../src-renderer/lib/vietnamese-search.ts';

it.each([
  ['Định Hoá', 'Định Hóa'],
  ['Điềm Thuỵ', 'Điềm Thụy'],
  ['khoẻ', 'khỏe'],
  ['ĐẬP', 'đap'],
  ['Thái Nguyên', 'thai nguyen'],
  ['Tân Kỳ', 'Tân Kì'],
  ['Mỹ Lý', 'mĩ lí'],
  ['Quý', 'Quí'],
  ['Nghinh Tường', 'Nghinh Tường'.normalize('NFD')],
])('reads %s and %s as the same', (left, right) => {
  expect(foldText(left)).toBe(foldText(right));
});

it('keeps different words apart', () => {
  expect(foldText('Định')).not.toBe(foldText('Đinh Hoá'));
  expect(foldText('cầu')).not.toBe(foldText('cảng'));
  expect(foldText('Tây')).not.toBe(foldText('tai'));
  expect(foldText('Thuỵ')).not.toBe(foldText('thui'));
});

it('folds the beginning of a text to the beginning of the folded text, so that typing only narrows', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'à', 'ă', 'b', 'c', 'd', 'đ', 'h', 'k', 'l', 'o', 'ó', 'q', 'u', 'y', 'ỳ', 's', ' ', '-') }),
      fc.nat(20),
      (text, length) => {
        expect(foldText(text).startsWith(foldText(text.slice(0, length)))).toBe(true);
      },
    ),
  );
});

it.each([
  ['Trung tâm xã Định Hoá', ['dinh', 'hoa'], ['Định', 'Hoá']],
  ['Trung tâm xã Định Hoá'.normalize('NFD'), ['hoa'], ['Hoá'.normalize('NFD')]],
  ['Cổng đình, xã Định Hoá', ['dinh'], ['đình']],
  ['Ngã ba Tân Kỳ', ['ki'], ['Kỳ']],
  ['Đập Núi Cốc', ['khac'], []],
])('marks in %s what %j finds', (text, words, marked) => {
  expect(rangesOf(text, words).map(([from, to]) => text.slice(from, to))).toEqual(marked);
});

it('marks words that overlap as one', () => {
  expect(rangesOf('Chợ Thái', ['tha', 'thai'])).toEqual([[4, 8]]);
});
