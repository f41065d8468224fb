import { describe, expect, it } from 'vitest';
import { maxXmlChars, parseXml, XmlRefused } from '../../../../src-main/onvif/xml.ts';
import { booleanOf, child, childrenOf, numberAt, plainLine, textAt } from '../../../../src-main/onvif/xml-reading.ts';
import { decodeXml } from '../../../../src-main/onvif/xml-bytes.ts';

const problemOf = (text: string): string => {
  try {
    parseXml(text);
    return 'none';
  } catch (failure) {
    return failure instanceof XmlRefused ? failure.problem : String(failure);
  }
};

describe('parseXml', () => {
  it('reads elements by name and namespace, whatever prefix they carry', () => {
    const root = parseXml(
      '\uFEFF<?xml version="1.0"?><!-- x --><a:R xmlns:a="urn:1" xmlns="urn:2"><B k="1" a:m=\'2\'> t <![CDATA[<&>]]></B><c:D/></a:R>\0\n',
    );
    expect([root.name, root.namespace]).toEqual(['R', 'urn:1']);
    const b = child(root, 'B');
    expect(b).toMatchObject({ namespace: 'urn:2', text: 't <&>' });
    expect([...(b?.attributes ?? [])]).toEqual([
      ['k', '1'],
      ['m', '2'],
    ]);
    expect(child(root, 'D')?.namespace).toBe('');
  });

  it('undoes the five entities and numbers, in text and attributes, and leaves a bare ampersand', () => {
    const root = parseXml('<a k="&quot;&#65;"> &lt;&amp;gt;&#x1F4F7; http://h/s?a=1&b=2 </a>');
    expect(root.attributes.get('k')).toBe('"A');
    expect(root.text).toBe('<&gt;📷 http://h/s?a=1&b=2');
  });

  it.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'document-type'],
    ['a document type in small letters', '<!doctype html><html></html>', 'document-type'],
    ['an external entity', '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'document-type'],
    ['an entity nobody defined', '<a>&lol;</a>', 'entity'],
    ['an inherited name as entity', '<a>&constructor;</a>', 'entity'],
    ['NUL as a number', '<a>&#0;</a>', 'entity'],
    ['half a surrogate pair', '<a>&#xD800;</a>', 'entity'],
    ['a number beyond Unicode', '<a>&#x110000;</a>', 'entity'],
    ['another end than beginning', '<a><b></a></b>', 'malformed'],
    ['two roots', '<a/><b/>', 'malformed'],
    ['text beside the root', '<a/>x', 'malformed'],
    ['no end', '<a><b>', 'malformed'],
    ['no end of a tag', '<a b="', 'malformed'],
    ['no end of a comment', '<a><!-- ', 'malformed'],
    ['an attribute without quotes', '<a b=c/>', 'malformed'],
    ['nothing', '', 'malformed'],
    ['no XML', 'HTTP error', 'malformed'],
    ['a very deep tree', '<a>'.repeat(60) + '</a>'.repeat(60), 'too-deep'],
    ['very many elements', `<a>${'<b/>'.repeat(40_001)}</a>`, 'too-many-elements'],
    ['very many attributes', `<a ${Array.from({ length: 70 }, (_, index) => `k${index}="1"`).join(' ')}/>`, 'too-many-elements'],
    ['a very long text', `<a>${'x'.repeat(maxXmlChars)}</a>`, 'too-long'],
  ])('refuses %s', (_, text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it('keeps names of JavaScript objects as names', () => {
    expect(child(parseXml('<a><__proto__>1</__proto__><constructor k="1"/></a>'), '__proto__')?.text).toBe('1');
  });
});

describe('reading', () => {
  const root = parseXml('<a><n>1.5e1</n><e/><x>12px</x><l>1</l><l>2</l><in><n>-3</n></in></a>');
  it('takes numbers only where the whole text is one', () => {
    expect([numberAt(root, 'n'), numberAt(root, 'in', 'n'), numberAt(root, 'x'), numberAt(root, 'e'), numberAt(root, 'none')]).toEqual([
      15,
      -3,
      null,
      null,
      null,
    ]);
  });
  it('gives no text for an empty element, and all children of a name', () => {
    expect(textAt(root, 'e')).toBeNull();
    expect(childrenOf(root, 'l').map(({ text }) => text)).toEqual(['1', '2']);
    expect([booleanOf('True'), booleanOf('0'), booleanOf('ja'), booleanOf(null)]).toEqual([true, false, null, null]);
  });
  it('takes out what could turn a line around or end it', () => {
    expect(plainLine('  Cổng\u202E\r\nchính\u0007 ')).toBe('Cổng chính');
    expect(plainLine('x'.repeat(300))).toHaveLength(200);
  });
});

describe('decodeXml', () => {
  it('believes a byte-order mark, then the declaration, then the header, then UTF-8', () => {
    expect(decodeXml(Buffer.from('\uFEFF<a/>', 'utf16le'), '')).toBe('<a/>');
    const gb = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="gb2312"?><a>'), Buffer.from([0xb4, 0xf3]), Buffer.from('</a>')]);
    expect(decodeXml(gb, 'text/xml; charset=utf-8')).toContain('<a>大</a>');
    expect(decodeXml(Buffer.from('<a>ô</a>'), 'text/xml; charset="UTF-8"')).toBe('<a>ô</a>');
    expect(decodeXml(Buffer.from('<?xml encoding="x-unknown"?><a>ô</a>'), '')).toContain('ô');
    expect(decodeXml(Buffer.from([0x3c, 0xff]), '')).toBe('<\uFFFD');
  });
});
