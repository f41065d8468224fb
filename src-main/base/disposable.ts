/** Whatever listens, times, spawns or opens returns one of these, and its owner registers it in the same statement. */
export interface Disposable {
  dispose(): void;
}

export function toDisposable(dispose: () => void): Disposable {
  let done = false;
  return {
    dispose() {
      if (done) return;
      done = true;
      dispose();
    },
  };
}

/** Collects what an owner holds; disposes in reverse order of adding, all of it even if one throws. */
export class DisposableStore implements Disposable {
  readonly #held = new Set<Disposable>();
  #disposed = false;

  /** Returns its argument. After disposal it disposes it at once. */
  add<T extends Disposable>(held: T): T {
    if (this.#disposed) held.dispose();
    else this.#held.add(held);
    return held;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const failures: unknown[] = [];
    for (const held of [...this.#held].reverse()) {
      try {
        held.dispose();
      } catch (failure) {
        failures.push(failure);
      }
    }
    this.#held.clear();
    if (failures.length > 0) throw new AggregateError(failures, 'disposal failed');
  }
}

/** A list of listeners. `emit` survives a listener that throws; the first failure is rethrown after all were called. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>();

  on(listener: (value: T) => void): Disposable {
    const own = (value: T): void => {
      listener(value);
    };
    this.#listeners.add(own);
    return toDisposable(() => this.#listeners.delete(own));
  }

  emit(value: T): void {
    let failure: unknown;
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (thrown) {
        failure ??= thrown;
      }
    }
    if (failure !== undefined) throw failure; // eslint-disable-line @typescript-eslint/only-throw-error -- a listener's failure goes on as it came
  }
}
