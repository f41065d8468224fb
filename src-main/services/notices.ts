/** What a person must know though nobody asked: shown by every window until dismissed or over. */
import type { Notice } from '../../src-contract/ipc/app.ts';
import { Emitter } from '../base/disposable.ts';

export class NoticeBoard {
  readonly changed = new Emitter<readonly Notice[]>();
  /** The id of a notice that somebody hid. */
  readonly dismissed = new Emitter<string>();
  readonly #notices = new Map<string, Notice>();

  list(): Notice[] {
    return [...this.#notices.values()];
  }

  /** A notice with the id of a standing one replaces it. */
  post(notice: Notice): void {
    this.#notices.set(notice.id, notice);
    this.changed.emit(this.list());
  }

  dismiss(id: string): void {
    if (!this.#notices.delete(id)) return;
    this.dismissed.emit(id);
    this.changed.emit(this.list());
  }
}
