/** What a workstation keeps of being a member of a province. */
import { z } from 'zod';
import { enrolmentSlipSchema, type EnrolmentSlip } from '../../../src-contract/model/enrolment-slip.ts';
import { deviceCertificateSchema, deviceSchema, trustBundlePayloadSchema } from '../../../src-contract/province/schemas.ts';
import { VmsError } from '../../../src-contract/errors.ts';

const keysSchema = z.object({ signing: z.base64(), encryption: z.base64() });
const common = { slip: enrolmentSlipSchema, keys: keysSchema };

export const storedMembershipSchema = z.discriminatedUnion('kind', [
  /** Asked, the answer perhaps lost: asking again with the same key and code gives the same device. */
  z.object({ kind: z.literal('asked'), ...common, /** K(0) of the audit log, base64. */ sealKey: z.base64() }),
  z.object({
    kind: z.literal('member'),
    ...common,
    /** `null` once the audit log has taken it over. */
    sealKey: z.base64().nullable(),
    name: z.string(),
    ways: z.object({ password: z.boolean(), oidc: z.boolean() }),
    device: deviceSchema,
    certificate: deviceCertificateSchema,
    /** The newest trust bundle, believed when it came; the vault's seal keeps it as it was. */
    trust: trustBundlePayloadSchema,
  }),
]);
export type StoredMembership = z.infer<typeof storedMembershipSchema>;
export type AskedMembership = StoredMembership & { readonly kind: 'asked' };
export type MemberMembership = StoredMembership & { readonly kind: 'member' };

/** @throws VmsError for a text that is no slip, with a key that says what to do */
export function readSlip(text: string): EnrolmentSlip {
  const parsed = enrolmentSlipSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw new VmsError('invalid-argument', 'slip-unreadable', { at: parsed.error.issues[0]?.path.join('.') ?? '' });
  return { ...parsed.data, url: parsed.data.url.replace(/\/$/u, '') };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.trim());
  } catch {
    return undefined;
  }
}
