/** Whose screen it is, in the words that lie over its pictures; pure. */
import type { SessionState } from '../../../src-contract/model/session.ts';
import type { Watermark } from '../../../src-contract/model/privacy.ts';
import type { PrivacyRules } from './privacy-rules.ts';

/** `null` where nobody is signed in, or the province wants none. */
export function watermarkOf(session: SessionState, machine: string, { watermark }: PrivacyRules): Watermark | null {
  if (!watermark.shown || (session.kind !== 'signed-in' && session.kind !== 'locked')) return null;
  const { person } = session;
  const purpose = session.kind === 'signed-in' ? session.purpose : null;
  const parts: Readonly<Record<(typeof watermark.content)[number], string>> = {
    login: person.login,
    name: person.name,
    unit: person.unitName,
    machine,
    time: '',
    purpose: purpose === null ? '' : [purpose.name, purpose.caseNo ?? ''].join(' ').trim(),
  };
  const { opacityPercent, density, content } = watermark;
  const text = content.map((part) => parts[part].slice(0, 100)).filter((part) => part !== '');
  return { text: text.join(' · '), time: content.includes('time'), opacityPercent, density };
}
