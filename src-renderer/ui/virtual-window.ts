/** Which rows a scrolled list has to draw: those in sight and a few beyond each edge. */

const OVERSCAN = 6;

export function windowOf(view: { readonly top: number; readonly height: number; readonly rowHeight: number; readonly count: number }): {
  readonly first: number;
  readonly last: number;
} {
  const first = Math.max(0, Math.min(view.count, Math.floor(view.top / view.rowHeight)) - OVERSCAN);
  const last = Math.min(view.count, Math.ceil((view.top + view.height) / view.rowHeight) + OVERSCAN);
  return { first, last };
}
