import type { Page } from 'playwright-core';
import type { Language } from '../../../src-contract/model/settings.ts';
import type { ScenarioOptions } from './scenario.ts';

/** One picture of the program, in both languages. */
export interface Screen {
  readonly name: string;
  readonly start: ScenarioOptions;
  readonly size?: { readonly width: number; readonly height: number };
  /** What must appear before anything is done; the shell by default. */
  readonly landmark?: string;
  readonly act: (page: Page, language: Language) => Promise<void>;
}
