/**
 * The automated checker (axe) over every screen and dialog of `screens.ts`, in both languages and both appearances: what it
 * calls serious or critical is printed, and the exit code is 1 where there is any. `npm run accessibility [-- [vi|en] [dark|light] [NAME…]]`.
 */
import { checkScreens, everyWay } from './support/accessible-screens.ts';
import { screens } from './screens.ts';

const words: ReadonlySet<string> = new Set(process.argv.slice(2));
/** All of them, unless some are named. */
const named = <T>(all: readonly T[], nameOf: (one: T) => string): readonly T[] => {
  const some = all.filter((one) => words.has(nameOf(one)));
  return some.length === 0 ? all : some;
};
const ways = named(screens, ({ name }) => name).flatMap(everyWay);
const chosen = named(
  named(ways, ({ language }) => language),
  ({ appearance }) => appearance,
);
const found = await checkScreens(chosen, (line) => process.stdout.write(`${line}\n`));
process.stdout.write(`${String(chosen.length)} pictures, ${String(found.length)} findings\n`);
process.exitCode = found.length === 0 ? 0 : 1;
