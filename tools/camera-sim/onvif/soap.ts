/** SOAP as a camera writes it: envelopes, faults, and the habits of different makes in naming things. */
import { escapeXml } from './xml.ts';

export const spaces = {
  tds: 'http://www.onvif.org/ver10/device/wsdl',
  trt: 'http://www.onvif.org/ver10/media/wsdl',
  tr2: 'http://www.onvif.org/ver20/media/wsdl',
  tptz: 'http://www.onvif.org/ver20/ptz/wsdl',
  timg: 'http://www.onvif.org/ver20/imaging/wsdl',
  tev: 'http://www.onvif.org/ver10/events/wsdl',
  tt: 'http://www.onvif.org/ver10/schema',
  wsnt: 'http://docs.oasis-open.org/wsn/b-2',
  wsa: 'http://www.w3.org/2005/08/addressing',
  tns1: 'http://www.onvif.org/ver10/topics',
  ter: 'http://www.onvif.org/ver10/error',
} as const;

/** How a make prefixes: as the specification prints it, with names of its own, or with none at all. */
export type PrefixStyle = 'usual' | 'other' | 'none';

const soap12 = 'http://www.w3.org/2003/05/soap-envelope';
const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/';

/** A fault of ONVIF Core §5.11.2.2, by its subcode. */
export class SoapFault extends Error {
  readonly sender: boolean;
  readonly subcode: string;
  readonly status: number;

  constructor(
    subcode: string,
    reason: string,
    { sender = true, status = 400 }: { readonly sender?: boolean; readonly status?: number } = {},
  ) {
    super(reason);
    this.sender = sender;
    this.subcode = subcode;
    this.status = status;
  }
}

/** @param body uses the prefixes of `spaces` */
export function envelope(body: string, style: PrefixStyle): string {
  return styled(wrap(body, soap12), style);
}

export function faultEnvelope(fault: SoapFault, style: PrefixStyle): string {
  const code = `<SOAP-ENV:Value>SOAP-ENV:${fault.sender ? 'Sender' : 'Receiver'}</SOAP-ENV:Value>`;
  const subcode = `<SOAP-ENV:Subcode><SOAP-ENV:Value>ter:${fault.subcode}</SOAP-ENV:Value></SOAP-ENV:Subcode>`;
  const reason = `<SOAP-ENV:Reason><SOAP-ENV:Text xml:lang="en">${escapeXml(fault.message)}</SOAP-ENV:Text></SOAP-ENV:Reason>`;
  return styled(wrap(`<SOAP-ENV:Fault><SOAP-ENV:Code>${code}${subcode}</SOAP-ENV:Code>${reason}</SOAP-ENV:Fault>`, soap12), style);
}

/** What old firmware sends whatever it was asked in. */
export function soap11Fault(reason: string): string {
  return wrap(
    `<SOAP-ENV:Fault><faultcode>SOAP-ENV:Client</faultcode><faultstring>${escapeXml(reason)}</faultstring></SOAP-ENV:Fault>`,
    soap11,
  );
}

function wrap(body: string, soap: string): string {
  const declared = Object.entries(spaces).map(([prefix, space]) => ` xmlns:${prefix}="${space}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<SOAP-ENV:Envelope xmlns:SOAP-ENV="${soap}"${declared.join('')}><SOAP-ENV:Body>${body}</SOAP-ENV:Body></SOAP-ENV:Envelope>`;
}

function styled(text: string, style: PrefixStyle): string {
  if (style === 'usual') return text;
  const known = ['SOAP-ENV', ...Object.keys(spaces)];
  const renamed = (prefix: string): string => (style === 'none' ? '' : `n${String(known.indexOf(prefix))}`);
  return text
    .replace(/(<\/?)([\w-]+):/gu, (all: string, bracket: string, prefix: string) =>
      known.includes(prefix) ? `${bracket}${style === 'none' ? '' : `${renamed(prefix)}:`}` : all,
    )
    .replace(/ xmlns:([\w-]+)="/gu, (all: string, prefix: string) =>
      known.includes(prefix) && style === 'other' ? ` xmlns:${renamed(prefix)}="` : all,
    )
    .replace(/>(SOAP-ENV|ter|tns1):/gu, (all: string, prefix: string) => (style === 'other' ? `>${renamed(prefix)}:` : all));
}
