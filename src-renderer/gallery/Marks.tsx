import { Sparkline } from '../ui/Sparkline.tsx';
import { StateMark, type MarkShape } from '../ui/StateMark.tsx';
import { Part, Sample } from './Part.tsx';

const shapes: readonly MarkShape[] = ['dot', 'triangle', 'square', 'bars', 'crossed-square', 'ring', 'diamond', 'cross', 'rewind'];
const states = [
  ['live', 'dot'],
  ['late', 'triangle'],
  ['lost', 'cross'],
  ['busy', 'ring'],
  ['replay', 'rewind'],
] as const;
const values = Array.from({ length: 60 }, (_, second) => (second % 20 === 13 ? null : 15 + Math.round(6 * Math.sin(second / 5))));

export function Marks() {
  return (
    <Part name="marks" title="Marks: shape and word, never colour alone">
      {shapes.map((shape) => (
        <Sample key={shape} name={shape}>
          <StateMark shape={shape} />
        </Sample>
      ))}
      {states.map(([state, shape]) => (
        <Sample key={state} name={`--${state}`}>
          <span style={{ color: `var(--${state})` }}>
            <StateMark shape={shape} />
          </span>
        </Sample>
      ))}
      <Sample name="sparkline">
        <Sparkline values={values} capacity={60} atLeast={10} />
      </Sample>
      <Sample name="alarming">
        <Sparkline values={values.slice(0, 30)} capacity={60} atLeast={40} alarming />
      </Sample>
      <Sample name="no values">
        <Sparkline values={[]} capacity={60} atLeast={10} />
      </Sample>
    </Part>
  );
}
