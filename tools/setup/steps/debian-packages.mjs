// Debian packages, installed only for the superuser, who is told so.
import { spawnSync } from 'node:child_process';
import { aptFailed } from '../problems.mjs';
import { runToEnd } from '../processes.mjs';

/**
 * @param {readonly string[]} packages
 * @returns {readonly string[]}
 */
export const missingDebianPackages = (packages) => {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...packages], { encoding: 'utf8' });
  const installed = new Set(stdout.split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : [])));
  return packages.filter((name) => !installed.has(name));
};

/**
 * @param {import('../context.mjs').Context} context
 * @param {readonly string[]} packages
 */
export const installDebianPackages = async ({ root, reporter, owned }, packages) => {
  if (packages.length === 0) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await reporter.run(
    'Debian packages',
    `apt-get installs ${packages.join(' ')}, because they are missing and you are root`,
    async ({ note }) => {
      for (const arguments_ of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
        const { code, output } = await runToEnd('apt-get', ['-q', ...arguments_], {
          cwd: root,
          env,
          owned,
          onLine: (line) => note(line.slice(0, 60)),
        });
        // A mirror that failed to update may still have the packages; the installation decides.
        if (code !== 0 && arguments_[0] === 'install') throw aptFailed(packages, output);
      }
    },
  );
};
