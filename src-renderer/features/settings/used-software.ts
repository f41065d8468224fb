/** What the program is built from, as its "about" page names it; the full texts ship in the third-party licence list. */
export const usedSoftware: readonly { readonly name: string; readonly licence: string }[] = [
  { name: 'Electron', licence: 'MIT' },
  { name: 'Chromium', licence: 'BSD-3-Clause' },
  { name: 'FFmpeg', licence: 'GPL-3.0-or-later' },
  { name: 'SQLite', licence: 'Public domain' },
  { name: 'better-sqlite3', licence: 'MIT' },
  { name: 'React', licence: 'MIT' },
  { name: 'Ant Design', licence: 'MIT' },
  { name: 'zustand', licence: 'MIT' },
  { name: 'i18next', licence: 'MIT' },
  { name: 'zod', licence: 'MIT' },
  { name: 'csv-parse', licence: 'MIT' },
  { name: 'ws', licence: 'MIT' },
  { name: 'Inter', licence: 'OFL-1.1' },
];
