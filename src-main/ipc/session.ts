import type { Handlers } from '../../src-contract/ipc/builder.ts';
import type { VmsContract } from '../../src-contract/ipc/schema.ts';
import type { Configuration } from '../services/configuration/configuration.ts';
import type { SessionService } from '../services/session/session-service.ts';

export interface SessionCalls {
  readonly session: Pick<
    SessionService,
    | 'enrol'
    | 'signIn'
    | 'cancelSignIn'
    | 'lock'
    | 'unlock'
    | 'signOut'
    | 'handOver'
    | 'takeOver'
    | 'changePassword'
    | 'setPassphrase'
    | 'dropPassphrase'
    | 'choosePurpose'
    | 'reportActivity'
  >;
  readonly configuration: Pick<Configuration, 'purposes'>;
}

export function sessionHandlers({ session, configuration }: SessionCalls): Handlers<VmsContract>['session'] {
  return {
    enrol: ({ slip }) => session.enrol(slip),
    signIn: (request) => session.signIn(request),
    cancelSignIn: () => {
      session.cancelSignIn();
      return {};
    },
    lock: ({ displayOnly }) => session.lock(displayOnly),
    unlock: (request) => session.unlock(request),
    signOut: () => session.signOut(),
    handOver: ({ note }) => session.handOver(note),
    takeOver: () => session.takeOver(),
    changePassword: ({ current, next }) => session.changePassword(current, next),
    setPassphrase: ({ passphrase, proof }) => session.setPassphrase(passphrase, proof),
    dropPassphrase: () => session.dropPassphrase(),
    purposes: () => ({ purposes: [...configuration.purposes()] }),
    choosePurpose: ({ purposeId, caseNo }) => session.choosePurpose(purposeId, caseNo),
    reportActivity: () => {
      session.reportActivity();
    },
  };
}
