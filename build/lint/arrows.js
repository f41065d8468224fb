// @ts-check
/** Lint rule that holds the import arrows of `zones.js` and explains each refusal. */
import { isBuiltin } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import { scarce, zones } from './zones.js';

/** @typedef {import('./zones.js').Zone} Zone */

/** @param {string} pattern */
const matcher = (pattern) => {
  const source = pattern
    .split('*')
    .map((part) => part.replace(/[.\\/]/g, '\\$&'))
    .join('[^/]+');
  return new RegExp(`^(${source})(?:[./-]|$)`);
};
const matchers = zones.map((zone) => ({ zone, pattern: matcher(zone.zone) }));

/**
 * The zone a project-relative file belongs to, with the concrete folder it stands in (`features/*` → `features/cameras`).
 * @param {string} file with `/` separators
 * @returns {{ readonly zone: Zone, readonly place: string } | null}
 */
export const zoneOf = (file) => {
  /** @type {{ zone: Zone, place: string } | null} */
  let best = null;
  for (const { zone, pattern } of matchers) {
    const place = pattern.exec(file)?.[1];
    if (place !== undefined && (best === null || place.length >= best.place.length)) best = { zone, place };
  }
  return best;
};

/** @param {string} specifier */
const packageOf = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/**
 * @param {Zone} zone
 * @param {string} name
 */
const mayUsePackage = (zone, name) => zone.npm === 'any' || zone.npm.includes(name);

/**
 * @param {Zone} zone
 * @param {string} specifier
 * @returns {string | null} what is wrong, or null
 */
const outsideProblem = (zone, specifier) => {
  const builtin = isBuiltin(specifier);
  const name = builtin ? packageOf(specifier.replace(/^node:/, '')) : packageOf(specifier);
  const allowed = builtin ? zone.node === 'all' || (zone.node === 'safe' && name !== 'child_process') : mayUsePackage(zone, name);
  if (allowed) return null;
  const reason = scarce.get(name);
  return reason === undefined ? zone.why : `${zone.why} (${reason})`;
};

/**
 * @param {string} file project-relative, `/` separators
 * @param {string} specifier as written in the import
 * @returns {string | null} the message, or null when the arrow is allowed
 */
export const arrowProblem = (file, specifier) => {
  const from = zoneOf(file);
  if (from === null) return `${file} stands in no zone of build/lint/zones.js: put it into a folder of ARCHITECTURE.md.`;
  const bare = specifier.replace(/\?.*$/, '');
  if (!bare.startsWith('.')) {
    const problem = outsideProblem(from.zone, bare);
    return problem === null ? null : `${from.place} may not import '${bare}': ${problem}.`;
  }
  const target = relative('/', resolve('/', dirname(file), bare))
    .split(sep)
    .join('/');
  const to = zoneOf(target);
  if (to === null) return `${from.place} may not import ${target}: it stands in no zone of build/lint/zones.js.`;
  if (to.place === from.place || (to.zone !== from.zone && from.zone.may.includes(to.zone.zone))) return null;
  return `${from.place} may not import ${to.place}: ${from.zone.why}.`;
};

/** @param {any} node an import-like node's source, of any parser. */
const literalOf = (node) => {
  const literal = node?.type === 'TSLiteralType' ? node.literal : node;
  return literal?.type === 'Literal' && typeof literal.value === 'string' ? literal.value : null;
};

/** @param {any} node */
const isImportMetaUrl = (node) => node?.type === 'MemberExpression' && node.object.type === 'MetaProperty' && node.property.name === 'url';

/** @type {import('eslint').Rule.RuleModule} */
export const arrows = {
  meta: { type: 'problem', schema: [], docs: { description: 'Holds the import arrows of ARCHITECTURE.md.' } },
  create: (context) => {
    const file = relative(context.cwd, context.filename).split(sep).join('/');
    /** @param {any} node @param {any} source */
    const check = (node, source) => {
      const specifier = literalOf(source);
      const message = specifier === null ? null : arrowProblem(file, specifier);
      if (message !== null) context.report({ node, message });
    };
    return {
      ImportDeclaration: (/** @type {any} */ node) => check(node, node.source),
      ExportNamedDeclaration: (/** @type {any} */ node) => check(node, node.source),
      ExportAllDeclaration: (/** @type {any} */ node) => check(node, node.source),
      ImportExpression: (/** @type {any} */ node) => check(node, node.source),
      TSImportType: (/** @type {any} */ node) => check(node, node.source ?? node.argument),
      CallExpression: (/** @type {any} */ node) => {
        if (node.callee.name === 'require' || node.callee.property?.name === 'require') check(node, node.arguments[0]);
      },
      NewExpression: (/** @type {any} */ node) => {
        if (node.callee.name === 'URL' && isImportMetaUrl(node.arguments[1]) && literalOf(node.arguments[0])?.startsWith('.'))
          check(node, node.arguments[0]);
      },
    };
  },
};
