/** The workstation's settings: one value in memory, every change stored before it counts. */
import {
  defaultSettings,
  settingsPatchSchema,
  settingsSchema,
  type Settings,
  type SettingsPatch,
} from '../../src-contract/model/settings.ts';
import { Emitter } from '../base/disposable.ts';
import type { QueryRunner } from '../cache/local-database.ts';

export interface SettingsChange {
  readonly before: Settings;
  readonly after: Settings;
}

export class SettingsService {
  readonly changed = new Emitter<SettingsChange>();
  readonly #storage: QueryRunner;
  #current: Settings;

  constructor(storage: QueryRunner, current: Settings) {
    this.#storage = storage;
    this.#current = current;
  }

  static async load(storage: QueryRunner): Promise<SettingsService> {
    return new SettingsService(storage, readStored(await storage.query('readSettings')));
  }

  current(): Settings {
    return this.#current;
  }

  /** Rejects as storage does, with nothing changed. */
  async update(patch: SettingsPatch): Promise<Settings> {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    await this.#storage.query('storeSettings', given);
    const before = this.#current;
    this.#current = settingsSchema.parse({ ...before, ...given });
    this.changed.emit({ before, after: this.#current });
    return this.#current;
  }
}

/** Takes every stored field that still fits and the default for the rest: one bad value loses one setting. */
export function readStored(stored: Readonly<Record<string, unknown>>): Settings {
  const usable = Object.entries(stored).filter(
    ([name, value]) => Object.hasOwn(defaultSettings, name) && settingsPatchSchema.safeParse({ [name]: value }).success,
  );
  return settingsSchema.parse({ ...defaultSettings, ...Object.fromEntries(usable) });
}
