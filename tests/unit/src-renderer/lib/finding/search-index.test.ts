import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Camera } from '../../../../../src-contract/model/camera.ts';
import { cameraText, foundBy } from '../../../../../src-renderer/lib/finding/camera-text.ts';
import { findIn, foldingOnce, searchEntry, type Findings, type SearchIndex } from '../../../../../src-renderer/lib/finding/search-index.ts';
import { territoryNames } from '../../../../../src-renderer/lib/finding/territory-names.ts';
import { demoCameras } from '../../../../fakes/demo-cameras.ts';
import { demoTerritory, provinceCameras } from '../../../../fakes/demo-province.ts';

const names = territoryNames(demoTerritory);
const indexOf = (cameras: readonly Camera[], tags: readonly string[] = []): SearchIndex<Camera> => {
  const fold = foldingOnce();
  return cameras.map((camera) => searchEntry(camera, cameraText(camera, names, tags), fold));
};
const own = (number: number, name: string, area: string): Camera => {
  const [camera] = demoCameras(1);
  if (camera === undefined) throw new Error('there is one');
  return { ...camera, id: String(number), number, name, area };
};

describe('a workstation of its own', () => {
  const index = indexOf([
    own(7, 'Trung tâm xã Định Hoá', 'Xã Định Hoá'),
    own(70, 'Ngã ba Điềm Thuỵ', 'Xã Điềm Thuỵ'),
    own(12, 'Đập Núi Cốc', 'Xã Đại Phúc'),
    own(1207, 'Cổng số 7', 'P. Phan Đình Phùng'),
    own(33, 'Nhà máy nước', 'P. Sông Công'),
  ]);
  const found = (query: string): number[] => findIn(index, query).items.map(({ number }) => number);

  it.each([
    ['dinh hoa', [7]],
    ['Định Hóa', [7]],
    ['ĐỊNH HOÁ'.normalize('NFD'), [7]],
    ['hoá định', [7]],
    ['diem thuy', [70]],
    ['Điềm Thụy', [70]],
    ['nui coc dai', [12]],
    ['phan dinh', [1207]],
    ['phường phan', [1207]],
    ['khong co', []],
    ['TP Sông Công', [33]],
    ['thanh pho song cong', [33]],
    ['thị xã sông công', [33]],
    ['huyện phú bình', [70]],
  ])('finds by %s', (query, numbers) => {
    expect(found(query)).toEqual(numbers);
  });

  it('puts the exact number first, then numbers that begin so, then names', () => {
    expect(found('7')).toEqual([7, 70, 1207]);
    expect(found('12')).toEqual([12, 1207]);
  });

  it('answers everything in the given order for an empty query', () => {
    expect(found('  ')).toEqual([7, 70, 12, 1207, 33]);
  });

  it('puts names that begin so before those that hold it, and these before places', () => {
    const ranked = indexOf([
      own(1, 'Cổng phụ', 'Xã Tân Cương'),
      own(2, 'Chợ Tân Cương', 'Xã Tân Cương'),
      own(3, 'Tân Cương - đồi chè', 'Xã Tân Cương'),
    ]);
    expect(findIn(ranked, 'tan cuong').items.map(({ number }) => number)).toEqual([3, 2, 1]);
  });
});

describe('a province', () => {
  const cameras = provinceCameras(1200);
  const index = indexOf(cameras);
  const areasFound = (query: string): string[] => [...new Set(findIn(index, query).items.map(({ area }) => area))].sort();

  it.each([
    ['TP Sông Công', ['P. Bá Xuyên', 'P. Bách Quang', 'P. Sông Công']],
    ['tp pho yen', ['P. Phúc Thuận', 'P. Phổ Yên', 'P. Trung Thành', 'P. Vạn Xuân', 'Xã Thành Công']],
    ['huyen pac nam', ['Xã Bằng Thành', 'Xã Cao Minh', 'Xã Nghiên Loan']],
  ])('finds what lies where %s was', (query, areas) => {
    expect(areasFound(query)).toEqual(areas);
  });

  it('finds by the name of Bắc Kạn province, spelt either way, all 37 communes of it', () => {
    expect(areasFound('tỉnh Bắc Kạn')).toHaveLength(37);
    expect(areasFound('tinh bac can')).toHaveLength(37);
  });

  it('finds by the code, whole or in parts, with its camera first', () => {
    const camera = cameras[777];
    const code = camera?.province?.code ?? '';
    expect(findIn(index, code).items[0]).toBe(camera);
    expect(findIn(index, code.slice(3)).items[0]).toBe(camera);
    expect(findIn(index, code.replaceAll('-', ' ').toLowerCase()).items[0]).toBe(camera);
  });

  it('does not take the province’s own number for a search over all codes', () => {
    expect(findIn(index, '19').items.length).toBeLessThan(cameras.length / 5);
  });

  it('finds by unit, by group in both languages, and by a person’s own tag', () => {
    expect(findIn(index, 'sở y tế').items[0]?.province?.unit).toBe('Sở Y tế');
    expect(new Set(findIn(index, 'giao thông').items.map(({ province }) => province?.group))).toContain('GT');
    expect(findIn(index, 'tourism').items.every(({ province }) => province?.group === 'DL')).toBe(true);
    expect(findIn(indexOf(cameras.slice(0, 3), ['lễ hội']), 'le hoi').items).toHaveLength(3);
  });

  it('says what a camera was found by when its row does not', () => {
    const camera = cameras.find(({ area }) => area === 'P. Sông Công');
    if (camera === undefined) throw new Error('there is one');
    const text = cameraText(camera, names, []);
    expect(foundBy(text, [camera.name, camera.area], ['tp', 'song', 'cong'])).toBe('TP Sông Công');
    expect(foundBy(text, [camera.name, camera.area], ['song', 'cong'])).toBeNull();
  });

  it('finds the same by narrowing, key by key, as at once', () => {
    for (const query of ['dinh hoa', 'TP Sông Công', '19-05443-GT-0001', 'quy', 'y te 12', 'kỳ']) {
      let last: Findings<Camera> | null = null;
      for (let length = 1; length <= query.length; length += 1) {
        last = findIn(index, query.slice(0, length), last);
        expect(last.items, query.slice(0, length)).toEqual(findIn(index, query.slice(0, length)).items);
      }
    }
  });
});

/** Ways to write one text: tone marks on the other vowel, no marks, other case, decomposed, y for i. */
const tonePairs: readonly (readonly [string, string])[] = [
  ['oá', 'óa'],
  ['oà', 'òa'],
  ['oả', 'ỏa'],
  ['oạ', 'ọa'],
  ['oẻ', 'ỏe'],
  ['uý', 'úy'],
  ['uỵ', 'ụy'],
];
const swapTones = (text: string): string =>
  tonePairs.reduce(
    (changed, [one, other]) =>
      changed.replaceAll(new RegExp(`(?<!q)(?:${one}|${other})(?!\\p{L})`, 'gu'), (hit) => (hit === one ? other : one)),
    text,
  );
const variants: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.normalize('NFD'),
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  swapTones,
  (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D'),
  (text) => text.replace(/(?<=[klmst])ỳ/gu, 'ì').replace(/(?<=[klmst])ỹ/gu, 'ĩ'),
  (text) => text.split(' ').reverse().join(' '),
];

it('finds any camera by any way to write its name', () => {
  const cameras = provinceCameras(1200);
  const index = indexOf(cameras);
  const syllable = fc.constantFrom(...variants);
  fc.assert(
    fc.property(fc.nat(cameras.length - 1), fc.array(syllable, { minLength: 1, maxLength: 4 }), (at, changes) => {
      const camera = cameras[at];
      if (camera === undefined) return;
      const query = changes.reduce((text, change) => change(text), camera.name);
      expect(findIn(index, query).items).toContain(camera);
    }),
    { numRuns: 400 },
  );
});

it('searches 10,000 cameras without missing any', () => {
  const many = demoCameras(10_000);
  const named = many.filter(({ name }) => name.includes('Định Hoá'));
  // Before those that lie elsewhere in what was the district of that name.
  expect(findIn(indexOf(many), 'dinh hoa').items.slice(0, named.length)).toEqual(named);
});
