import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outlinePath } from '../../emit/outline/outline.ts';
import type { OutputFile } from '../../emit/output-file.ts';
import { compareOutlines } from './compare-outlines.ts';
import { formatChanges } from './format-changes.ts';
import { readOutline } from './read-outline.ts';

/**
 * What the contract says now and did not say when `generated/<api>/` was printed last, be that a minute ago or before the clone;
 * an empty text where that is nothing, and for what is generated for the first time.
 */
export function reportChanges(root: string, name: string, outputs: readonly OutputFile[]): string {
  const path = join(root, 'generated', name, outlinePath);
  const now = outputs.find((output) => output.path === outlinePath)?.text;
  const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (now === undefined || before === undefined || now === before) return '';
  return formatChanges(name, compareOutlines(readOutline(before), readOutline(now)), root);
}
