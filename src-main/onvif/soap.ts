/** SOAP 1.2 envelopes: ours to write, a device's to read (some still answer in 1.1). Pure. */
import { child, childrenOf, plainLine, textAt } from './xml-reading.ts';
import type { XmlElement } from './xml.ts';

export interface SoapRequest {
  /** The operation's full name, such as `http://www.onvif.org/ver20/ptz/wsdl/Stop`. */
  readonly action: string;
  /** The one element inside the body; values in it went through `escapeXml`. */
  readonly body: string;
  /** Elements for the header beside ours, such as those of WS-Addressing. */
  readonly headers?: readonly string[];
}

export interface SoapFault {
  /** `Sender`, `Receiver`, … */
  readonly code: string;
  /** Outermost first, without prefixes: `NotAuthorized`, `ActionNotSupported`, `NoProfile`. */
  readonly subcodes: readonly string[];
  /** The device's own words, one line. */
  readonly reason: string;
}

export type SoapAnswer =
  /** `content`: the one element in the body; `null` for an answer that says nothing, as some give to a Stop. */
  | { readonly kind: 'content'; readonly content: XmlElement | null }
  | { readonly kind: 'fault'; readonly fault: SoapFault }
  /** XML of another kind. */
  | { readonly kind: 'foreign' };

/** What a value must go through before it stands between tags; characters XML knows no way to write are left out. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"']/gu, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** Of no meaning, but some devices look for the request behind exactly this. */
const usual = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

export function writeEnvelope({ body, headers = [] }: Pick<SoapRequest, 'body' | 'headers'>): string {
  const header = headers.length === 0 ? '' : `<s:Header>${headers.join('')}</s:Header>`;
  return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope">${header}<s:Body ${usual}>${body}</s:Body></s:Envelope>`;
}

export function readEnvelope(root: XmlElement): SoapAnswer {
  const body = root.name === 'Envelope' ? child(root, 'Body') : null;
  if (body === null) return { kind: 'foreign' };
  const content = body.children[0] ?? null;
  return content?.name === 'Fault' ? { kind: 'fault', fault: faultOf(content) } : { kind: 'content', content };
}

function faultOf(element: XmlElement): SoapFault {
  const code = child(element, 'Code');
  if (code === null)
    // 1.1: one code, dotted where it has parts.
    return { code: local(textAt(element, 'faultcode')), subcodes: [], reason: plainLine(textAt(element, 'faultstring')) };
  const subcodes: string[] = [];
  for (let sub = child(code, 'Subcode'); sub !== null && subcodes.length < 8; sub = child(sub, 'Subcode'))
    subcodes.push(local(textAt(sub, 'Value')));
  const reasons = childrenOf(child(element, 'Reason'), 'Text');
  return { code: local(textAt(code, 'Value')), subcodes, reason: plainLine(reasons[0]?.text ?? null) };
}

const local = (qualified: string | null): string => plainLine(qualified?.split(':').at(-1) ?? '', 80);
