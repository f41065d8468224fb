// @ts-check
/** Small lint rules of the house style that no published plugin has in this form. */
import { basename } from 'node:path';

/** @param {import('eslint').Rule.RuleContext} context @param {any} node */
const hasCommentOnItsLines = (context, node) =>
  context.sourceCode.getAllComments().some((comment) => {
    const line = comment.loc?.start.line ?? 0;
    return line >= node.loc.start.line && line <= node.loc.end.line;
  });

/** @param {any} annotation */
const isHarmless = (annotation) =>
  annotation.type === 'TSUnknownKeyword' || (annotation.type === 'TSTypeReference' && annotation.typeName.name === 'const');

/** @type {import('eslint').Rule.RuleModule} */
export const reasonedCasts = {
  meta: { type: 'problem', schema: [], docs: { description: 'A cast or `!` gives its reason in a comment on the same line.' } },
  create: (context) => {
    /** @param {any} node @param {string} what */
    const check = (node, what) => {
      if (!hasCommentOnItsLines(context, node))
        context.report({ node, message: `${what} needs its reason in a comment on the same line; better, narrow or parse the value.` });
    };
    return {
      TSAsExpression: (/** @type {any} */ node) => {
        if (!isHarmless(node.typeAnnotation)) check(node, 'A cast');
      },
      TSTypeAssertion: (/** @type {any} */ node) => check(node, 'A cast'),
      TSNonNullExpression: (/** @type {any} */ node) => check(node, '`!`'),
    };
  },
};

/**
 * A blanket directive would silence the report about itself; just before its line it does not reach.
 * @param {import('eslint').AST.SourceLocation} loc
 */
const beforeItsLine = ({ start }) => ({ start: { line: start.line, column: -1 }, end: start });

/** @type {import('eslint').Rule.RuleModule} */
export const reasonedSwitchOff = {
  meta: {
    type: 'problem',
    schema: [],
    docs: { description: 'A switched-off rule says which and why: `eslint-disable-line rule -- reason`.' },
  },
  create: (context) => ({
    Program: () => {
      for (const comment of context.sourceCode.getAllComments()) {
        const directive = /^\s*eslint-disable(?:-next-line|-line)?\b([^]*)$/.exec(comment.value)?.[1];
        if (directive === undefined || comment.loc == null) continue;
        const [rules = '', reason = ''] = directive.split(/\s-{2,}\s/);
        if (rules.trim() === '' || reason.trim().length < 10)
          context.report({
            loc: beforeItsLine(comment.loc),
            message: 'Name the rule and the reason: `eslint-disable-line rule -- why it does not hold here`.',
          });
      }
    },
  }),
};

const EMPTY_WORDS = /(^|[-.])(utils?|helpers?|common|managers?|misc|shared)([-.]|$)/;

/** @param {string} name file name without folder */
export const nameProblem = (name) => {
  const stem = name.replace(/\.(d|test|config|base)?\.?(ts|tsx|js|mjs)$/, '');
  if (EMPTY_WORDS.test(name)) return `'${name}' says nothing: name the file by the noun or verb inside.`;
  if (name === 'index.ts') return 'No barrels: import the file that holds the thing.';
  if (/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(stem)) return null;
  return name.endsWith('.tsx') && /^[A-Z][A-Za-z0-9]*(\.test)?$/.test(stem)
    ? null
    : `'${name}': files are kebab-case, React components PascalCase.`;
};

/** @type {import('eslint').Rule.RuleModule} */
export const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    docs: { description: 'File names are kebab-case (components PascalCase) and say what is inside.' },
  },
  create: (context) => ({
    Program: (node) => {
      const message = nameProblem(basename(context.filename));
      if (message !== null) context.report({ node, message });
    },
  }),
};
