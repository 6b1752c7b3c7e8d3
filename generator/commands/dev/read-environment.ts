import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Located } from '../../load/located.ts';
import { parseSource } from '../../load/parse-source.ts';
import { RefusalList } from '../../load/refusal.ts';
import { Refusals } from '../../load/refusals.ts';

const file = 'specwright.yaml';

/**
 * Variables of the environment for the started program, from `dev.env` of specwright.yaml: what two processes at a time need,
 * for example that a port which cannot be shared is another one. What is set already stays.
 */
export function readEnvironment(root: string): Record<string, string> {
  const path = join(root, file);
  if (!existsSync(path)) return {};
  const refusals = new RefusalList();
  const text = readFileSync(path, 'utf8');
  const variables = Located.rootOf(parseSource({ path, file, text }, refusals)).get('dev')?.get('env')?.members() ?? [];
  for (const [name, { value, position }] of variables)
    if (typeof value !== 'string') refusals.add({ code: 'invalid-structure', position, message: `the variable ${name} must be a text`, hint: 'Put it in quotes' });
  if (!refusals.isEmpty) throw new Refusals(refusals.toArray(), [path], new Map([[file, text]]));
  return Object.fromEntries(variables.map(([name, { value }]) => [name, process.env[name] ?? String(value)]));
}
