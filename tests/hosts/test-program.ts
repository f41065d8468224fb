/** Starts the test app (`app/`) under one host and talks to it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const here = import.meta.dirname;
const WAIT_MS = 30_000;

/** How the program is run: by which executable, with which modules. */
export interface Runtime {
  readonly kind: 'chromium' | 'electron';
  readonly executable: string;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

export interface ProgramOptions {
  readonly runtime: Runtime;
  readonly userData: string;
  readonly deepLink?: string;
}

interface Told {
  readonly event: string;
  readonly value: unknown;
}

/** A data directory with a space and Vietnamese letters, as users' names give. */
export function makeUserData(): { readonly path: string; remove(): void } {
  const parent = mkdtempSync(join(tmpdir(), 'vms-hosts-'));
  return {
    path: join(parent, 'Dữ liệu của tôi'),
    remove: () => {
      rmSync(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

export class TestProgram {
  readonly process: ChildProcess;
  readonly confirmFile: string;
  readonly #told: Told[] = [];
  readonly #waiting = new Set<() => void>();
  #stderr = '';
  #count = 0;

  constructor({ runtime, userData, deepLink = '' }: ProgramOptions) {
    this.confirmFile = `${userData}-confirmed.txt`;
    this.process = spawn(runtime.executable, [...runtime.argv], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        TEST_PAGES: resolve(here, 'app/pages'),
        TEST_SERVICE: resolve(here, 'app/test-service.ts'),
        ...runtime.environment,
        TEST_USER_DATA: userData,
        TEST_DEEP_LINK: deepLink,
        TEST_CONFIRM_FILE: this.confirmFile,
      },
    });
    this.process.stderr?.on('data', (chunk: Buffer) => (this.#stderr = (this.#stderr + chunk.toString('utf8')).slice(-20_000)));
    if (this.process.stdout !== null) createInterface({ input: this.process.stdout }).on('line', (line) => this.#take(line));
    this.process.on('exit', (code, signal) => {
      this.#add({ event: 'exit', value: { code, signal } });
    });
  }

  get log(): string {
    return this.#stderr;
  }

  /** The value of the first event with this name that `accept` accepts, already told or yet to come. */
  async event(name: string, accept: (value: unknown) => boolean = () => true): Promise<unknown> {
    const find = (): Told | undefined => this.#told.find(({ event, value }) => event === name && accept(value));
    const deadline = Date.now() + WAIT_MS;
    for (let found = find(); ; found = find()) {
      if (found !== undefined) return found.value;
      if (Date.now() > deadline)
        throw new Error(`no "${name}" in ${WAIT_MS} ms; told: ${JSON.stringify(this.#told).slice(-1500)}\n${this.#stderr.slice(-1500)}`);
      await this.#change(deadline - Date.now());
    }
  }

  /** What a page reported on a topic. */
  async report(topic: string, accept: (value: unknown) => boolean = () => true): Promise<unknown> {
    const told = (await this.event('report', (value) => field(value, 'topic') === topic && accept(field(value, 'value')))) ?? {};
    return field(told, 'value');
  }

  /** Runs one command of the test app; rejects with the reason it gives. */
  async run(command: string): Promise<unknown> {
    const number = String((this.#count += 1));
    this.process.stdin?.write(`${number} ${command}\n`);
    const isAnswer = (value: unknown): boolean => field(value, 'number') === number;
    const answer = await Promise.race([
      this.event('done', isAnswer).then((value) => ({ ok: true, value })),
      this.event('failed', isAnswer).then((value) => ({ ok: false, value })),
    ]);
    if (!answer.ok) throw new Error(String(field(answer.value, 'reason')));
    return field(answer.value, 'value');
  }

  /** Makes every page (or one) do something. */
  async page(action: string, value: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.run(`tell ${JSON.stringify({ action, ...value })}`);
  }

  forget(): void {
    this.#told.length = 0;
  }

  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.stdin?.write('0 quit 0\n');
    const exited = new Promise<void>((done) => this.process.once('exit', () => done()));
    const patience = setTimeout(() => this.process.kill('SIGKILL'), 8000);
    await exited;
    clearTimeout(patience);
  }

  #take(line: string): void {
    try {
      const told: unknown = JSON.parse(line);
      this.#add({ event: String(field(told, 'event')), value: field(told, 'value') });
    } catch {
      this.#stderr += `${line}\n`;
    }
  }

  #add(told: Told): void {
    this.#told.push(told);
    for (const wake of [...this.#waiting]) wake();
  }

  #change(timeoutMs: number): Promise<void> {
    return new Promise((done) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        done();
      };
      const timer = setTimeout(wake, timeoutMs);
      this.#waiting.add(wake);
    });
  }
}

/** A member of a value of unknown shape. */
export function field(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? (Reflect.get(at, name) as unknown) : undefined),
    value,
  );
}
