/** The automated checker for accessibility (axe), run in a page of ours. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Of one rule on one page; the others are the same again. */
const FIRST_NODES = 8;

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly html: string; readonly failureSummary?: string }[];
}
declare global {
  interface Window {
    axe?: {
      run(
        root: Document,
        options: { readonly resultTypes: readonly string[]; readonly preload: boolean },
      ): Promise<{ readonly violations: readonly Violation[] }>;
    };
  }
}

function describe({ id, nodes }: Violation): readonly string[] {
  return nodes.slice(0, FIRST_NODES).map(({ target, failureSummary }) => {
    const reason = failureSummary?.split('\n')[1]?.trim() ?? '';
    return `${id} (${String(nodes.length)}): ${String(target)} ${reason}`;
  });
}

/**
 * What the checker calls serious or critical in a page as it stands, each with the first places it was found at. `preload: false`: the
 * rules that want style sheets and media read beforehand have nothing to judge here.
 */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe);
  const violations = await page.evaluate(
    async () => (await window.axe?.run(document, { resultTypes: ['violations'], preload: false }))?.violations,
  );
  if (violations === undefined) throw new Error('the checker did not run');
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(describe);
}
