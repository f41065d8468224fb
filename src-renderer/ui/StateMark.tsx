/** Shapes for states, told apart without colour: filled dot, triangle, square, two bars, crossed square, ring, diamond, cross, double arrow back. */
export type MarkShape = 'dot' | 'triangle' | 'square' | 'bars' | 'crossed-square' | 'ring' | 'diamond' | 'cross' | 'rewind';

const paths: Readonly<Record<MarkShape, React.ReactNode>> = {
  dot: <circle cx="6" cy="6" r="4.5" fill="currentColor" />,
  triangle: <path d="M6 1 11.5 11H.5Z" fill="currentColor" />,
  square: <path d="M1.5 1.5h9v9h-9z" fill="currentColor" />,
  bars: <path d="M2 1h3v10H2zM7 1h3v10H7z" fill="currentColor" />,
  'crossed-square': <path d="M1.5 1.5h9v9h-9zM1.5 10.5l9-9" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  ring: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.8" strokeDasharray="5 2.2" />,
  diamond: <path d="M6 .8 11.2 6 6 11.2.8 6Z" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  rewind: <path d="M6 1v10L.5 6ZM11.5 1v10L6 6Z" fill="currentColor" />,
  cross: <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="2.2" />,
};

export function StateMark({ shape }: { readonly shape: MarkShape }) {
  return (
    <svg className="state-mark" width="10" height="10" viewBox="0 0 12 12" aria-hidden="true">
      {paths[shape]}
    </svg>
  );
}
