import { Part, Sample } from './Part.tsx';

/** Letters with two marks one over the other are what clips first. */
const sample = 'Nhật ký hoạt động · Ẩn Ữ Ở Ặ Ỗ ỹ · 29/11/2026 06:04:38 +07:00';

export function Typography() {
  return (
    <Part name="type" title="Type">
      {(['--font-size', '--font-size-small', '--font-size-tiny'] as const).map((token) => (
        <Sample key={token} name={token}>
          <span style={{ fontSize: `var(${token})` }}>{sample}</span>
        </Sample>
      ))}
      <Sample name="550">
        <span style={{ fontWeight: 550 }}>{sample}</span>
      </Sample>
      <Sample name="--text-dim">
        <span style={{ color: 'var(--text-dim)' }}>{sample}</span>
      </Sample>
      <Sample name="--text-faint">
        <span style={{ color: 'var(--text-faint)' }}>{sample}</span>
      </Sample>
      <Sample name="key-cap">
        <kbd className="key-cap">Ctrl</kbd> <kbd className="key-cap">K</kbd>
      </Sample>
    </Part>
  );
}
