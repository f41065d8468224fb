/** How often each camera was given a password, right or wrong: real ones bar an account after about five wrong ones. */

export interface SignIns {
  readonly right: number;
  readonly wrong: number;
}

export class SignInCount {
  readonly #byCamera = new Map<number, SignIns>();

  of(camera: number): SignIns {
    return this.#byCamera.get(camera) ?? { right: 0, wrong: 0 };
  }

  /** A request without credentials asks for the challenge and counts as neither; a stale nonce is nobody's mistake. */
  note(camera: number, verdict: 'right' | 'wrong'): void {
    const { right, wrong } = this.of(camera);
    this.#byCamera.set(camera, verdict === 'right' ? { right: right + 1, wrong } : { right, wrong: wrong + 1 });
  }
}
