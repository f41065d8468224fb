import { VmsError } from '../../src-contract/errors.ts';

/** With what an act was refused; throws where it was carried out, or ended in anything else. */
export async function refusalOf(act: Promise<unknown>): Promise<VmsError> {
  const thrown: unknown = await act.then(
    () => null,
    (failure: unknown) => failure,
  );
  if (!(thrown instanceof VmsError)) throw new Error(`no refusal but ${String(thrown)}`);
  return thrown;
}
