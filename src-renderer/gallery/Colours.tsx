import { Part, Sample } from './Part.tsx';

const tokens = [
  'wall',
  'ground',
  'surface',
  'raised',
  'hover',
  'line',
  'line-strong',
  'text',
  'text-dim',
  'text-faint',
  'accent',
  'accent-ground',
  'focus',
  'live',
  'late',
  'late-ground',
  'lost',
  'lost-ground',
  'busy',
  'replay',
  'overlay',
] as const;

const Swatches = () =>
  tokens.map((token) => (
    <Sample key={token} name={`--${token}`}>
      <div className="gallery-swatch" style={{ background: `var(--${token})` }} />
    </Sample>
  ));

/** Every colour there is, on a page and on a picture. */
export function Colours() {
  return (
    <>
      <Part name="colours" title="Colours of a page">
        <Swatches />
      </Part>
      <div className="on-picture">
        <Part name="colours-on-picture" title="Colours on a picture, the same in both appearances">
          <Swatches />
        </Part>
      </div>
    </>
  );
}
