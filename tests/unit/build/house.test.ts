import typescript from 'typescript-eslint';
import { Linter } from 'eslint';
import type { Rule } from 'eslint';
import { describe, expect, it } from 'vitest';
import { nameProblem, reasonedCasts, reasonedSwitchOff } from '../../../build/lint/house.js';

const lint = (rule: Rule.RuleModule, code: string): readonly string[] => {
  const linter = new Linter({ configType: 'flat' });
  const parser = typescript.parser as unknown as Linter.Parser;
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser },
    linterOptions: { reportUnusedDisableDirectives: 'off' as const },
    plugins: { house: { rules: { rule } } },
    rules: { 'house/rule': 'error' as const },
  };
  return linter.verify(code, config, { filename: 'x.ts' }).map(({ message }) => message);
};

describe('casts', () => {
  it.each(['const a = b as Camera;', 'const a = list[0]!;', '// too far away\nconst a = b as Camera;'])('%s needs a reason', (code) => {
    expect(lint(reasonedCasts, code)).toHaveLength(1);
  });

  it.each(['const a = b as Camera; // checked by isCamera above', 'const a = b as const;', 'const a = b as unknown;'])(
    '%s is fine',
    (code) => {
      expect(lint(reasonedCasts, code)).toEqual([]);
    },
  );
});

describe('switched-off rules', () => {
  it.each(['/* eslint-disable */', '// eslint-disable-next-line eqeqeq\na == b', 'a == b // eslint-disable-line eqeqeq -- ok'])(
    '%s needs rule and reason',
    (code) => {
      expect(lint(reasonedSwitchOff, code).filter((message) => message.startsWith('Name the rule'))).toHaveLength(1);
    },
  );

  it('accepts a named rule with a reason', () => {
    expect(lint(reasonedSwitchOff, 'a == b; // eslint-disable-line no-undef -- the vendor compares numbers with strings')).toEqual([]);
  });
});

describe('file names', () => {
  it.each([
    'nut-reader.ts',
    'nut-reader.test.ts',
    'CameraList.tsx',
    'CameraList.test.tsx',
    'index.tsx',
    'main.electron.ts',
    'eslint.config.js',
    '001-first.ts',
  ])('%s is good', (name) => {
    expect(nameProblem(name)).toBeNull();
  });

  it.each([
    'utils.ts',
    'camera-helpers.ts',
    'stream-manager.ts',
    'common.ts',
    'index.ts',
    'CameraList.ts',
    'cameraList.tsx',
    'camera_list.ts',
  ])('%s is refused', (name) => {
    expect(nameProblem(name)).not.toBeNull();
  });
});
