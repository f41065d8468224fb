/** The few variables FFmpeg needs to start; everything else, and with it any secret, stays out of its environment. */
const kept = ['PATH', 'SystemRoot', 'SYSTEMROOT', 'windir', 'TEMP', 'TMP', 'TMPDIR', 'HOME', 'USERPROFILE'] as const;

export function cleanEnvironment(own: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = kept.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]] as const]));
  return { ...Object.fromEntries(entries), LC_ALL: 'C', AV_LOG_FORCE_NOCOLOR: '1' };
}
