/** `--import-cameras`: the same import as the screen's, with its outcome as lines of text. */
import type { ImportPreview, ImportResult } from '../../src-contract/model/camera-import.ts';
import { decodeCsvFile } from './camera-csv.ts';

export interface FileImport {
  preview(text: string): ImportPreview;
  apply(importId: string): Promise<ImportResult>;
}

/** Rejects when the file cannot be read or is no camera list; bad rows are only reported. */
export async function importCameraFile(bytes: Uint8Array, cameraImport: FileImport, print: (line: string) => void): Promise<void> {
  const preview = cameraImport.preview(decodeCsvFile(bytes));
  const { added, updated, skipped } = await cameraImport.apply(preview.importId);
  print(`cameras imported: ${added} added, ${updated} updated, ${skipped} skipped`);
  for (const row of preview.rows) {
    if (row.kind !== 'bad') continue;
    for (const { column, key, details } of row.problems)
      print(`  line ${row.line}${column === '' ? '' : `, ${column}`}: ${describe(key, details)}`);
  }
}

function describe(key: string, details: Readonly<Record<string, string | number>>): string {
  const shown = Object.entries(details).map(([name, value]) => `${name} ${value}`);
  return shown.length === 0 ? key : `${key} (${shown.join(', ')})`;
}
