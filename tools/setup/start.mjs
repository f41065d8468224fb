// `npm start`: checks the Node that runs this, then hands over. Plain JavaScript, so that any Node can at least say what is wrong.
import { oldNodeMessage } from './node-version.mjs';

const problem = oldNodeMessage(process.versions.node);
if (problem === null) {
  void import('./start-program.mjs').then(({ runStart }) => runStart(process.argv.slice(2)));
} else {
  process.stderr.write(problem + '\n');
  process.exitCode = 3;
}
