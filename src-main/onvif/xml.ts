/**
 * Reads the XML of a device that nobody vouches for. Only what SOAP needs is read: elements, attributes, text, CDATA.
 * A document type is refused before anything of it is read, so there are no entities to expand and no files to fetch;
 * depth, number of elements and length are capped. Prefixes that were never declared are let pass: cheap cameras send them.
 */

export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** `''` where none was declared. */
  readonly namespace: string;
  /** By name without prefix. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The element's own text without outer blanks; that of its children is theirs. */
  readonly text: string;
}

/** Why a document is not read any further. */
export type XmlProblem = 'too-long' | 'too-deep' | 'too-many-elements' | 'document-type' | 'entity' | 'malformed';

export class XmlRefused extends Error {
  readonly problem: XmlProblem;

  constructor(problem: XmlProblem) {
    super(`XML refused: ${problem}`);
    this.name = 'XmlRefused';
    this.problem = problem;
  }
}

/** The longest honest answer seen in the field (profiles of a recorder with 64 channels) has about 400,000 characters. */
export const maxXmlChars = 1_048_576;
const maxDepth = 48;
const maxElements = 40_000;
const maxAttributes = 64;

interface OpenElement {
  readonly qualified: string;
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  readonly namespaces: ReadonlyMap<string, string>;
  readonly text: string[];
}

/** The root element. Throws `XmlRefused`. */
export function parseXml(text: string): XmlElement {
  if (text.length > maxXmlChars) throw new XmlRefused('too-long');
  const open: OpenElement[] = [];
  const roots: XmlElement[] = [];
  let elements = 0;
  let at = 0;
  const close = (element: OpenElement): void => {
    const { name, namespace, attributes, children } = element;
    const finished = { name, namespace, attributes, children, text: element.text.join('').trim() };
    const parent = open.at(-1);
    (parent?.children ?? roots).push(finished);
  };
  while (at < text.length) {
    const piece = nextPiece(text, at);
    at = piece.end;
    switch (piece.kind) {
      case 'text':
        if (open.length > 0) open.at(-1)?.text.push(piece.text);
        else if (/[^\s\0\uFEFF]/u.test(piece.text)) throw new XmlRefused('malformed');
        break;
      case 'skipped':
        break;
      case 'start': {
        elements += 1;
        if (elements > maxElements) throw new XmlRefused('too-many-elements');
        if (open.length >= maxDepth) throw new XmlRefused('too-deep');
        if (roots.length > 0) throw new XmlRefused('malformed');
        const element = openElement(piece.tag, open.at(-1)?.namespaces ?? noNamespaces);
        if (piece.empty) close(element);
        else open.push(element);
        break;
      }
      case 'end': {
        const element = open.pop();
        if (element?.qualified !== piece.qualified) throw new XmlRefused('malformed');
        close(element);
        break;
      }
    }
  }
  const [root] = roots;
  if (root === undefined || open.length > 0) throw new XmlRefused('malformed');
  return root;
}

const noNamespaces: ReadonlyMap<string, string> = new Map();

type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly end: number }
  | { readonly kind: 'skipped'; readonly end: number }
  | { readonly kind: 'start'; readonly tag: string; readonly empty: boolean; readonly end: number }
  | { readonly kind: 'end'; readonly qualified: string; readonly end: number };

function nextPiece(text: string, at: number): Piece {
  if (text[at] !== '<') {
    const next = text.indexOf('<', at);
    const end = next === -1 ? text.length : next;
    return { kind: 'text', text: decode(text.slice(at, end)), end };
  }
  if (text.startsWith('<!--', at)) return { kind: 'skipped', end: after(text, '-->', at + 4) };
  if (text.startsWith('<![CDATA[', at)) {
    const end = after(text, ']]>', at + 9);
    return { kind: 'text', text: text.slice(at + 9, end - 3), end };
  }
  if (text.startsWith('<?', at)) return { kind: 'skipped', end: after(text, '?>', at + 2) };
  if (text.startsWith('<!', at))
    throw new XmlRefused(/^<!(?:DOCTYPE|ENTITY)/iu.test(text.slice(at, at + 9)) ? 'document-type' : 'malformed');
  const end = endOfTag(text, at);
  if (text[at + 1] === '/') return { kind: 'end', qualified: text.slice(at + 2, end - 1).trimEnd(), end };
  const empty = text[end - 2] === '/';
  return { kind: 'start', tag: text.slice(at + 1, end - (empty ? 2 : 1)), empty, end };
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  if (found === -1) throw new XmlRefused('malformed');
  return found + mark.length;
}

/** Behind the `>` that ends the tag: those inside quoted values do not. */
function endOfTag(text: string, at: number): number {
  let quote = '';
  for (let index = at + 1; index < text.length; index += 1) {
    const letter = text.charAt(index);
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return index + 1;
    else if (letter === '<') break;
  }
  throw new XmlRefused('malformed');
}

const tagName = /^([A-Za-z_][\w.-]{0,127}:)?([A-Za-z_][\w.-]{0,127})(?=\s|$)/u;
const attribute = /\s+(?:([A-Za-z_][\w.-]{0,127}):)?([A-Za-z_][\w.-]{0,127})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy;

function openElement(tag: string, inherited: ReadonlyMap<string, string>): OpenElement {
  const [qualified, prefix, name] = tagName.exec(tag) ?? [];
  if (qualified === undefined || name === undefined) throw new XmlRefused('malformed');
  const attributes = new Map<string, string>();
  let declared: Map<string, string> | null = null;
  attribute.lastIndex = qualified.length;
  let read = qualified.length;
  for (let count = 0; ; count += 1) {
    const found = attribute.exec(tag);
    if (found === null) break;
    read = attribute.lastIndex;
    if (count >= maxAttributes) throw new XmlRefused('too-many-elements');
    const [, attributePrefix, attributeName = '', double, single] = found;
    const value = decode(double ?? single ?? '');
    if (attributePrefix === 'xmlns') declared = (declared ?? new Map(inherited)).set(attributeName, value);
    else if (attributePrefix === undefined && attributeName === 'xmlns') declared = (declared ?? new Map(inherited)).set('', value);
    else attributes.set(attributeName, value);
  }
  if (tag.slice(read).trim() !== '') throw new XmlRefused('malformed');
  const namespaces = declared ?? inherited;
  return { qualified, name, namespace: namespaces.get(prefix?.slice(0, -1) ?? '') ?? '', attributes, children: [], namespaces, text: [] };
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities every XML has, and numbers of characters XML allows. Any other would have to come from a document type. */
function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z_][\w.-]*));|&/giu, (_, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return Object.hasOwn(named, name) ? (named[name] ?? '') : refuseEntity();
    const digits = hex ?? decimal;
    // A bare ampersand is no XML, yet common in snapshot addresses of cameras that were never tested with a query.
    if (digits === undefined) return '&';
    const code = Number.parseInt(digits, hex === undefined ? 10 : 16);
    return isCharacter(code) ? String.fromCodePoint(code) : refuseEntity();
  });
}

function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff);
}

function refuseEntity(): never {
  throw new XmlRefused('entity');
}
