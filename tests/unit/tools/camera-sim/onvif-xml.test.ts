import { describe, expect, it } from 'vitest';
import { envelope, faultEnvelope, SoapFault } from '../../../../tools/camera-sim/onvif/soap.ts';
import { BadXml, childOf, durationMs, parseXml, textAt } from '../../../../tools/camera-sim/onvif/xml.ts';

describe('what a request says', () => {
  it('is read whatever its prefixes', () => {
    const read = (source: string): string => textAt(parseXml(source), 'Body', 'Stop', 'ProfileToken');
    expect(
      read('<s:Envelope xmlns:s="x"><s:Body><p:Stop xmlns:p="y"><p:ProfileToken>a</p:ProfileToken></p:Stop></s:Body></s:Envelope>'),
    ).toBe('a');
    expect(
      read(
        '<?xml version="1.0"?><Envelope xmlns="x"><Body><Stop xmlns="y"><ProfileToken><![CDATA[a]]></ProfileToken></Stop></Body></Envelope>',
      ),
    ).toBe('a');
  });

  it('knows its namespaces and entities', () => {
    const root = parseXml('<a xmlns="one"><b xmlns="two" name="&lt;&#x41;&#66;&gt;"/><c/></a>');
    expect(root.children.map(({ space, name }) => [space, name])).toEqual([
      ['two', 'b'],
      ['one', 'c'],
    ]);
    expect(childOf(root, 'b')?.attributes.get('name')).toBe('<AB>');
  });

  it.each(['', '<a>', '<a></b>', '</a>', '<a/><b/>', '<a><!DOCTYPE x></a>', 'text', `${'<a>'.repeat(60)}${'</a>'.repeat(60)}`])(
    'refuses %j',
    (source) => {
      expect(() => parseXml(source)).toThrow(BadXml);
    },
  );

  it('reads durations', () => {
    expect(['PT5S', 'PT0.7S', 'PT1M30S', 'PT', '5', 'P1D'].map(durationMs)).toEqual([5000, 700, 90_000, undefined, undefined, undefined]);
  });
});

describe('answers', () => {
  const body = '<tptz:GetStatusResponse><tt:Position x="1" space="http://www.onvif.org/ver10/tptz"/></tptz:GetStatusResponse>';

  it('mean the same under prefixes of another make', () => {
    const [usual, other] = [parseXml(envelope(body, 'usual')), parseXml(envelope(body, 'other'))];
    expect(other).toEqual(usual);
    expect(envelope(body, 'other')).not.toContain('tptz:');
  });

  it('may come without any namespace', () => {
    expect(childOf(parseXml(envelope(body, 'none')), 'Body', 'GetStatusResponse', 'Position')?.space).toBe('');
  });

  it('name the fault', () => {
    const root = parseXml(faultEnvelope(new SoapFault('NoToken', 'a < b'), 'usual'));
    expect(textAt(root, 'Body', 'Fault', 'Code', 'Subcode', 'Value')).toBe('ter:NoToken');
    expect(textAt(root, 'Body', 'Fault', 'Reason', 'Text')).toBe('a < b');
  });
});
