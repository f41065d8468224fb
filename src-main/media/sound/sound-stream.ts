import { SoundSession, type SoundSessionDependencies } from './sound-session.ts';

/** A camera's sound in both forms: as it comes, and as samples. Each runs only while somebody listens to it. */
export class SoundStream {
  readonly #units: SoundSession;
  readonly #samples: SoundSession;

  constructor(needs: SoundSessionDependencies) {
    const onIdle = (): void => {
      if (this.#units.idle && this.#samples.idle) needs.onIdle();
    };
    this.#units = new SoundSession({ ...needs, onIdle });
    this.#samples = new SoundSession({ ...needs, native: null, onIdle });
  }

  session(want: 'units' | 'samples'): SoundSession {
    return want === 'units' ? this.#units : this.#samples;
  }

  async close(): Promise<void> {
    await Promise.all([this.#units.close(), this.#samples.close()]);
  }
}
