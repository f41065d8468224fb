import { Emitter, toDisposable, type Disposable } from '../base/disposable.ts';

/** Every FFmpeg this process has running, so that main can end what is left after a crash. */
export class LiveProcesses {
  readonly #pids = new Set<number>();
  readonly #changed = new Emitter<readonly number[]>();

  pids(): readonly number[] {
    return [...this.#pids];
  }

  onChanged(listener: (pids: readonly number[]) => void): Disposable {
    return this.#changed.on(listener);
  }

  /** Resolves when none is left. */
  whenEmpty(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#pids.size === 0) {
        resolve();
        return;
      }
      const listening = this.onChanged((pids) => {
        if (pids.length > 0) return;
        listening.dispose();
        resolve();
      });
    });
  }

  add(pid: number): Disposable {
    this.#pids.add(pid);
    this.#changed.emit(this.pids());
    return toDisposable(() => {
      this.#pids.delete(pid);
      this.#changed.emit(this.pids());
    });
  }
}
