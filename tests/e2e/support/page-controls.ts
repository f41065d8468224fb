import type { WireError } from '../../../src-contract/errors.ts';
import type { StreamState } from '../../../src-contract/model/stream-state.ts';
import type { FakeMain } from '../../fakes/fake-main.ts';
import type { Scenario } from './scenario.ts';

/** What tests reach through `page.evaluate`. */
export interface PageControls {
  readonly main: FakeMain;
  fail(channel: string, error: WireError): void;
  /** A channel that answers only when it is released, with a failure or as usual. */
  hold(channel: string): void;
  release(channel: string, error: WireError | null): void;
  setStream(camera: string, state: StreamState | null): void;
  /** Sends no more pictures of a camera, with everything else as it was. */
  freeze(camera: string): void;
}

declare global {
  interface Window {
    mockedScenario?: Scenario;
    mocked?: PageControls;
  }
}
