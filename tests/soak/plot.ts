/** A soak's course as one SVG: memory of each process, frame age, and when something was broken on purpose. */
import type { Sample } from './slope.ts';

export interface Line {
  readonly name: string;
  readonly samples: readonly Sample[];
}

export interface Panel {
  readonly title: string;
  readonly lines: readonly Line[];
}

const [width, panelHeight, left, right, top, gap] = [1100, 260, 60, 170, 30, 40];
const colours = ['#1f6feb', '#d29922', '#2da44e', '#cf222e', '#8250df', '#57606a', '#0a7ea4', '#bf3989', '#6e7781', '#953800'];
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export function plot(title: string, panels: readonly Panel[], troubles: readonly number[]): string {
  const height = top + panels.length * (panelHeight + gap);
  const most = Math.max(1, ...panels.flatMap(({ lines }) => lines.flatMap(({ samples }) => samples.map(({ seconds }) => seconds))));
  const x = (seconds: number): number => left + (seconds / most) * (width - left - right);
  const body = panels.map((panel, index) => drawPanel(panel, top + index * (panelHeight + gap), x, troubles));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="${width}" height="${height}" fill="#fff"/><text x="${left}" y="16" font-size="13">${escaped(title)}</text>`,
    ...body,
    '</svg>\n',
  ].join('\n');
}

function drawPanel({ title, lines }: Panel, y0: number, x: (seconds: number) => number, troubles: readonly number[]): string {
  const values = lines.flatMap(({ samples }) => samples.map(({ value }) => value));
  const highest = Math.max(1, ...values) * 1.05;
  const y = (value: number): number => y0 + panelHeight - (value / highest) * (panelHeight - 20);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * highest);
  const grid = ticks.map(
    (value) =>
      `<path d="M${left} ${y(value).toFixed(1)}H${width - right}" stroke="#d0d7de"/><text x="${left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value.toFixed(0)}</text>`,
  );
  const marks = troubles.map((seconds) => `<path d="M${x(seconds).toFixed(1)} ${y0 + panelHeight}v-6" stroke="#cf222e"/>`);
  const drawn = lines.map(({ name, samples }, index) => {
    const colour = colours[index % colours.length] ?? '#000';
    const points = samples.map(({ seconds, value }) => `${x(seconds).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    const label = `<text x="${width - right + 8}" y="${y0 + 24 + index * 14}" fill="${colour}">${escaped(name)}</text>`;
    return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="1.3"/>${label}`;
  });
  return [`<text x="${left}" y="${y0 + 12}" fill="#57606a">${escaped(title)}</text>`, ...grid, ...marks, ...drawn].join('\n');
}
