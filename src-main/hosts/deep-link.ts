import { Emitter, type Disposable } from '../base/disposable.ts';

/** The scheme the operating system hands to us. */
export const DEEP_LINK_SCHEME = 'vmstn';

/** The first `vmstn://…` of a command line, and the command line without any. Longer than 2,048 characters is no link. */
export function takeDeepLink(argv: readonly string[]): { readonly deepLink: string | null; readonly rest: readonly string[] } {
  const isLink = (argument: string): boolean => argument.toLowerCase().startsWith(`${DEEP_LINK_SCHEME}://`);
  const deepLink = argv.find((argument) => isLink(argument) && argument.length <= 2048) ?? null;
  return { deepLink, rest: argv.filter((argument) => !isLink(argument)) };
}

/** Links for one listener that may come late: the program's own link is there before anyone listens. */
export class DeepLinks {
  readonly #links = new Emitter<string>();
  #early: string | null;

  /** `own` is the link this program was started with. */
  constructor(own: string | null) {
    this.#early = own;
  }

  emit(link: string): void {
    this.#links.emit(link);
  }

  on(listener: (link: string) => void): Disposable {
    const early = this.#early;
    this.#early = null;
    if (early !== null) queueMicrotask(() => listener(early));
    return this.#links.on(listener);
  }
}
