/**
 * One page over the DevTools protocol with nothing switched on but what is asked for.
 *
 * A browser driver enables the Network domain and with it a base64 copy of every WebSocket frame;
 * on the media link that is every picture: measured with seven cameras, 0.7 of a core and a
 * browser growing by 17 MB/s, which froze the wall that was to be watched.
 */
interface Pending {
  readonly resolve: (result: Readonly<Record<string, unknown>>) => void;
  readonly reject: (failure: Error) => void;
}

/** A layer that the browser composes the page of; pixels. */
export interface PageLayer {
  readonly width: number;
  readonly height: number;
  readonly drawsContent: boolean;
}

export class CdpPage {
  readonly #socket: WebSocket;
  #awaitsLayers: ((layers: readonly PageLayer[]) => void) | null = null;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', (event) => {
      this.#answer(String(event.data));
    });
    socket.addEventListener('close', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('the page is gone'));
      this.#pending.clear();
    });
  }

  static async connect(webSocketUrl: string): Promise<CdpPage> {
    const socket = new WebSocket(webSocketUrl);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => {
        resolve();
      });
      socket.addEventListener('error', () => {
        reject(new Error(`cannot reach ${webSocketUrl}`));
      });
    });
    return new CdpPage(socket);
  }

  /** Runs a function in the page; it must not use anything from outside. Promises are awaited, the result is copied. */
  async evaluate<A, R>(inPage: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  async evaluate<R>(inPage: () => R | Promise<R>): Promise<R>;
  async evaluate(inPage: (argument: unknown) => unknown, argument?: unknown): Promise<unknown> {
    const expression = `(${inPage.toString()})(${argument === undefined ? '' : JSON.stringify(argument)})`;
    const answer = await this.#send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    const { exceptionDetails, result } = answer as { exceptionDetails?: unknown; result?: { value?: unknown } };
    if (exceptionDetails !== undefined) throw new Error(`in the page: ${JSON.stringify(exceptionDetails).slice(0, 500)}`);
    return result?.value;
  }

  /** One key, as from the keyboard: the browser takes it for a person's doing. `code` as in `KeyboardEvent.code`. */
  async press(key: string, code: string, options: { readonly ctrl?: boolean; readonly shift?: boolean } = {}): Promise<void> {
    const event = {
      key,
      code,
      modifiers: (options.ctrl === true ? 2 : 0) + (options.shift === true ? 8 : 0),
      ...(key.length === 1 && options.ctrl !== true ? { text: key } : {}),
    };
    await this.#send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
    await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  /** Puts the page's window there, as somebody at its edges would; pixels of the desktop. */
  async placeWindow(bounds: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  }): Promise<void> {
    const { windowId } = await this.#send('Browser.getWindowForTarget', {});
    await this.#send('Browser.setWindowBounds', { windowId, bounds });
  }

  /** Ends the page's own process on the spot, as a fault in it would. Nothing answers. */
  crash(): void {
    this.#send('Page.crash', {}).catch(() => undefined);
  }

  /** PNG of what the page shows, packed loosely: packing tightly takes seconds on a busy machine. */
  async screenshot(): Promise<Buffer> {
    const { data } = await this.#send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
    return Buffer.from(String(data), 'base64');
  }

  /** What the page is put together of with every frame. */
  async layers(): Promise<readonly PageLayer[]> {
    const told = new Promise<readonly PageLayer[]>((resolve) => {
      this.#awaitsLayers = resolve;
    });
    await this.#send('DOM.enable', {});
    await this.#send('LayerTree.enable', {});
    const layers = await told;
    await this.#send('LayerTree.disable', {});
    await this.#send('DOM.disable', {});
    return layers;
  }

  close(): void {
    this.#socket.close();
  }

  #send(method: string, params: unknown): Promise<Readonly<Record<string, unknown>>> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  #answer(text: string): void {
    const { id, result, error, method, params } = JSON.parse(text) as {
      id?: number;
      method?: string;
      params?: { layers?: readonly PageLayer[] };
      result?: Readonly<Record<string, unknown>>;
      error?: { message: string };
    };
    if (method === 'LayerTree.layerTreeDidChange' && params?.layers !== undefined) this.#awaitsLayers?.(params.layers);
    const pending = id === undefined ? undefined : this.#pending.get(id);
    if (id === undefined || pending === undefined) return;
    this.#pending.delete(id);
    if (error === undefined) pending.resolve(result ?? {});
    else pending.reject(new Error(error.message));
  }
}
