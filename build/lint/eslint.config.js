// @ts-check
/** Lint configuration of the whole project. The arrows stand in `zones.js`; limits and style stand here, one reason each. */
import javascript from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import { resolve } from 'node:path';
import typescript from 'typescript-eslint';
import { arrows } from './arrows.js';
import { fileName, reasonedCasts, reasonedSwitchOff } from './house.js';

const root = resolve(import.meta.dirname, '../..');
const house = { rules: { arrows, 'file-name': fileName, 'reasoned-casts': reasonedCasts, 'reasoned-switch-off': reasonedSwitchOff } };

/** @param {number} max @returns {['error', { max: number, skipBlankLines: boolean, skipComments: boolean, IIFEs: boolean }]} */
const functionLines = (max) => ['error', { max, skipBlankLines: true, skipComments: true, IIFEs: true }];

/** @type {[string, string][]} */
const bannedSyntax = [
  ['TSEnumDeclaration', 'Use a union of string literals: Node runs our TypeScript by stripping types.'],
  ['TSParameterProperty', 'Declare the field: Node runs our TypeScript by stripping types.'],
  ['TSModuleDeclaration[kind!="global"][declare!=true]', 'Use modules: Node runs our TypeScript by stripping types.'],
  [
    ':matches(PropertyDefinition, MethodDefinition[kind!="constructor"])[accessibility="private"]',
    'Use a #private member: it is private at run time too.',
  ],
  ['ExportAllDeclaration', 'No barrels: import the file that holds the thing.'],
  [
    'CallExpression[callee.object.name="vi"][callee.property.name=/^(mock|doMock)$/]',
    'No module mocks: pass a hand-written fake of the interface.',
  ],
];

export default defineConfig(
  { ignores: ['**/node_modules/', 'out/', 'dist/', '.cache/', 'coverage/', 'tests/fixtures/**'] },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    extends: [javascript.configs.recommended, typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    plugins: { house },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      parserOptions: {
        tsconfigRootDir: root,
        projectService: { allowDefaultProject: ['electron.config.ts'], defaultProject: 'tests/tsconfig.json' },
      },
    },
    rules: {
      'house/arrows': 'error',
      'house/file-name': 'error',
      'house/reasoned-casts': 'error',
      'house/reasoned-switch-off': 'error',
      'no-restricted-syntax': ['error', ...bannedSyntax.map(([selector, message]) => ({ selector, message }))],
      'max-lines': ['error', 400],
      'max-lines-per-function': functionLines(60),
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      // `return reply(…)` in a handler that returns nothing reads well.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true, allowRethrowing: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // The reason beside the `!` is what counts; house/reasoned-casts asks for it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // The compiler knows every global of each process; this rule does not.
      'no-undef': 'off',
      // An interface asks for a promise; an implementation that happens to be quick is not wrong.
      '@typescript-eslint/require-await': 'off',
      // Disposables and listeners that do nothing are a legitimate value here.
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  {
    files: ['src-renderer/**/*.{ts,tsx}'],
    extends: [hooks.configs.flat.recommended],
    // Store actions are closures: taking one out of its store is the normal use.
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    files: ['src-renderer/**/*.tsx'],
    rules: { 'max-lines-per-function': functionLines(120), '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    files: ['tests/**'],
    rules: {
      // A test body reads as one story; its file still has the common limit.
      'max-lines-per-function': 'off',
      // Tests hand wrong values in on purpose.
      'house/reasoned-casts': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-unsafe-type-assertion': 'off',
    },
  },
  {
    // Command-line programs speak to a person on the console.
    files: ['tools/**', 'build/**', 'tests/bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // Generated from docs/api; what is read and kept small is the contract and build/province.
    files: ['src-contract/province/*.ts'],
    rules: { 'max-lines': 'off', 'no-useless-escape': 'off' },
  },
  {
    // Plain JavaScript: types come from JSDoc, and a rule's nodes have the shape of whichever parser ran.
    files: ['**/*.{js,mjs}'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
