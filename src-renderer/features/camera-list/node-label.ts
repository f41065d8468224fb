import type { TFunction } from 'i18next';
import { wordOfCode } from '../../lib/finding/camera-text.ts';
import type { NodeLabel } from '../../lib/finding/camera-tree.ts';

/** The words for a node of the tree of cameras; a code the program has no word for stands for itself. */
export function nodeLabel(label: NodeLabel, t: TFunction, language: string): string {
  const word = (table: 'group' | 'domain', code: string): string | null => wordOfCode(language === 'en' ? 'en' : 'vi', table, code);
  switch (label.kind) {
    case 'text':
      return label.text;
    case 'group': {
      const known = word('group', label.code);
      return known === null ? label.code : `${label.code} · ${known}`;
    }
    case 'domain':
      return word('domain', label.code) ?? label.code;
    case 'unknown-area':
      return t('find.unknownArea', { path: label.path });
    case 'unknown-unit':
      return t('find.unknownUnit', { id: label.id });
    case 'no-area':
      return t('list.noArea');
    case 'no-unit':
      return t('find.noUnit');
    case 'no-group':
      return t('find.noGroup');
    case 'own-tags':
      return t('find.ownTags');
    case 'domains':
      return t('find.domains');
  }
}
