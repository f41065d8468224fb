/** One log for the process: JSON lines, redacted before anything is written. */
import { redact } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A log whose every line carries these fields too. */
  child(fields: LogFields): Log;
}

/** Builds a log over a line writer (a file, stderr, an array in tests). `failure` fields become message + stack. */
export function createLog(write: (line: string) => void, now: () => Date, base: LogFields = {}): Log {
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      const entry = { time: now().toISOString(), level, message, ...base, ...describeFailures(fields) };
      write(redact(JSON.stringify(entry)));
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => createLog(write, now, { ...base, ...fields }),
  };
}

export const silentLog: Log = createLog(
  () => undefined,
  () => new Date(0),
);

function describeFailures(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? { message: value.message, stack: value.stack } : value]),
  );
}
