import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { featureTable, withTable } from '../test/features/feature-table.ts';
import { root } from './steps.ts';

const help = `specwright features

Generates from a small document for each feature of OpenAPI and AsyncAPI, and writes into spec/README.md which of them are supported,
refused or ignored. A test compares the table with what this command would write.`;

/** Writes the table of features. */
export async function features(args: readonly string[]): Promise<number> {
  if (parseArgs({ args: [...args], options: { help: { type: 'boolean', short: 'h' } } }).values.help) return console.log(help), 0;
  const path = join(root, 'spec/README.md');
  writeFileSync(path, withTable(readFileSync(path, 'utf8'), await featureTable()));
  return 0;
}
