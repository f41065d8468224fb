/** Everything a conversation with a device can fail of. */
import { VmsError, type ErrorDetails, type ErrorKind } from '../../src-contract/errors.ts';
import type { OnvifProblem } from '../../src-contract/model/device.ts';
import type { SoapFault } from './soap.ts';

const kinds: Readonly<Record<OnvifProblem, ErrorKind>> = {
  unreachable: 'unavailable',
  timeout: 'timeout',
  certificate: 'unavailable',
  unauthorised: 'unavailable',
  forbidden: 'unavailable',
  clock: 'unavailable',
  'not-onvif': 'unsupported',
  hostile: 'unsupported',
  'too-large': 'too-large',
  unsupported: 'unsupported',
  fault: 'unavailable',
};

/** Crosses to a window as `onvif-<problem>`; `details` are plain words that may be shown and logged. */
export class OnvifFailure extends VmsError {
  readonly problem: OnvifProblem;
  /** What the device said, where it said something in SOAP. */
  readonly fault: SoapFault | null;

  constructor(problem: OnvifProblem, details: ErrorDetails = {}, fault: SoapFault | null = null) {
    super(kinds[problem], `onvif-${problem}`, details);
    this.name = 'OnvifFailure';
    this.problem = problem;
    this.fault = fault;
  }
}

/** What a fault means (ONVIF Core §5.8.2), given that nothing of it can be put right by asking otherwise. */
export function failureOfFault(fault: SoapFault): OnvifFailure {
  const said = [fault.code, ...fault.subcodes];
  const details = { code: said.at(-1) ?? '', reason: fault.reason };
  if (said.some((code) => /^(?:ActionNotSupported|OptionalActionNotImplemented|NotImplemented|UnknownAction)$/iu.test(code)))
    return new OnvifFailure('unsupported', details, fault);
  if (isAboutLogin(fault)) return new OnvifFailure('forbidden', details, fault);
  return new OnvifFailure('fault', details, fault);
}

/** The device did not like who asked: no login, a wrong one, one without the right, or one whose time it did not believe. */
export function isAboutLogin({ code, subcodes, reason }: SoapFault): boolean {
  if (
    [code, ...subcodes].some((word) =>
      /^(?:NotAuthorized|FailedAuthentication|FailedCheck|InvalidSecurity|InvalidSecurityToken|OperationProhibited)$/iu.test(word),
    )
  )
    return true;
  // Several name only `Sender` and put the rest into words.
  return subcodes.length === 0 && /not authori[sz]ed|authority failure|unauthori[sz]ed/iu.test(reason);
}
