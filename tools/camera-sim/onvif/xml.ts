/** As much XML as a SOAP request needs: elements with their namespaces, attributes and text. No DTD, no entities of one's own. */

export interface Element {
  /** Namespace, '' where none is declared. */
  readonly space: string;
  /** Name without prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** Character data of this element alone, trimmed. */
  readonly text: string;
}

export class BadXml extends Error {}

interface Open {
  readonly tag: string;
  readonly spaces: ReadonlyMap<string, string>;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  text: string;
}

const token =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/gu;
const maxDepth = 40;

/** Throws `BadXml`. */
export function parseXml(source: string): Element {
  const top: Open = { tag: '', spaces: new Map(), attributes: new Map(), children: [], text: '' };
  const open: Open[] = [top];
  let end = 0;
  for (const match of source.matchAll(token)) {
    if (match.index !== end) throw new BadXml('not well-formed');
    end = match.index + match[0].length;
    take(match, open);
  }
  const root = top.children[0];
  if (end !== source.length || open.length !== 1 || root === undefined || top.children.length !== 1) throw new BadXml('not well-formed');
  return root;
}

function take(match: RegExpExecArray, open: Open[]): void {
  const [, cdata, slash, tag, attributes = '', selfClosing, text] = match;
  const current = open.at(-1);
  if (current === undefined) throw new BadXml('closed too often');
  if (cdata !== undefined) current.text += cdata;
  else if (text !== undefined) current.text += unescapeXml(text);
  else if (tag !== undefined && slash === '') {
    if (open.length > maxDepth) throw new BadXml('too deep');
    open.push(opened(tag, attributes, current.spaces));
    if (selfClosing === '/') close(tag, open);
  } else if (tag !== undefined) close(tag, open);
}

function opened(tag: string, attributeText: string, outer: ReadonlyMap<string, string>): Open {
  const spaces = new Map(outer);
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single] of attributeText.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu)) {
    const value = unescapeXml(double ?? single ?? '');
    if (name === 'xmlns') spaces.set('', value);
    else if (name.startsWith('xmlns:')) spaces.set(name.slice(6), value);
    else attributes.set(name.replace(/^.*:/u, ''), value);
  }
  return { tag, spaces, attributes, children: [], text: '' };
}

function close(tag: string, open: Open[]): void {
  const done = open.pop();
  if (done?.tag !== tag) throw new BadXml(`</${tag}> closes nothing`);
  const [prefix, name] = tag.includes(':') ? [tag.slice(0, tag.indexOf(':')), tag.slice(tag.indexOf(':') + 1)] : ['', tag];
  const element = {
    space: done.spaces.get(prefix) ?? '',
    name,
    attributes: done.attributes,
    children: done.children,
    text: done.text.trim(),
  };
  open.at(-1)?.children.push(element);
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/giu,
    (_, hex?: string, decimal?: string, named?: string) => {
      if (named !== undefined) return entities[named] ?? '';
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&"]/gu, (sign) => `&${{ '<': 'lt', '>': 'gt', '&': 'amp' }[sign] ?? 'quot'};`);
}

/** First child of that name, in any namespace: clients prefix as they like. */
export function childOf(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>((found, name) => found?.children.find((child) => child.name === name), element);
}

/** Text at a path, '' where it is missing. */
export function textAt(element: Element | undefined, ...path: readonly string[]): string {
  return childOf(element, ...path)?.text ?? '';
}

/** An attribute as a number, `undefined` where it is missing or none. */
export function numberOf(element: Element | undefined, attribute: string): number | undefined {
  const text = element?.attributes.get(attribute);
  const value = Number(text);
  return text === undefined || text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}

/** `PT5S`, `PT1M30S`, `PT0.5S` in milliseconds; `undefined` for anything else. */
export function durationMs(text: string): number | undefined {
  const found = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/u.exec(text.trim());
  if (found === null || text.trim() === 'PT') return undefined;
  return (Number(found[1] ?? 0) * 3600 + Number(found[2] ?? 0) * 60 + Number(found[3] ?? 0)) * 1000;
}
