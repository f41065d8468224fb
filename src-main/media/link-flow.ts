/** How far ahead of a window its media link may run: bytes sent but not acknowledged. */
export class LinkFlow {
  readonly #bound: number;
  #sent: { readonly batch: number; readonly bytes: number }[] = [];
  #outstanding = 0;

  constructor(boundBytes: number) {
    this.#bound = boundBytes;
  }

  get outstanding(): number {
    return this.#outstanding;
  }

  /** Whether `more` queued bytes would pass the bound. Something may always be on its way, however large it is. */
  congested(more: number): boolean {
    return this.#outstanding + more > this.#bound && this.#outstanding > 0;
  }

  sent(batch: number, bytes: number): void {
    this.#sent.push({ batch, bytes });
    this.#outstanding += bytes;
  }

  acknowledged(batch: number): void {
    while (this.#sent[0] !== undefined && this.#sent[0].batch <= batch) {
      this.#outstanding -= this.#sent[0].bytes;
      this.#sent.shift();
    }
  }
}
