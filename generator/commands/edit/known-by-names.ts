import { join } from 'node:path';
import { outlinePath } from '../../emit/outline/outline.ts';
import { readBytes } from '../../files/hashes.ts';
import { typeCase } from '../../model/letter-case.ts';
import type { PrintedPart } from './print-part.ts';

/**
 * Whether the schemas of a part have the names in it that they have in the whole: nobody else there would like to have them, and what the
 * part declares under them is what the whole declares.
 */
export function isKnownByNames(before: PrintedPart, after: PrintedPart, generated: string): boolean {
  const read = (path: string) => readBytes(join(generated, path))?.toString('utf8') ?? '';
  const [own, now] = [before, after].map(({ schemas }) => new Set(schemas.map(({ name }) => name)));
  const others = [...read(outlinePath).matchAll(/^schema (\S+)$/gm)].map(([, name = '']) => decodeURIComponent(name));
  const count = new Map<string, number>();
  const all = new Set([...others, ...(own ?? []), ...(now ?? [])]);
  for (const name of all) count.set(spelled(name), (count.get(spelled(name)) ?? 0) + 1);
  const types = read('types.ts');
  const declared = new Set(types.trimEnd().split('\n\n'));
  const isOnly = ({ schemas }: PrintedPart) => schemas.every(({ name, typeName }) => count.get(spelled(name)) === 1 && typeName === typeCase(name));
  const isNew = ({ name, typeName }: { name: string; typeName: string }) => own?.has(name) === false && new RegExp(`^export type ${typeName} =`, 'mi').test(types);
  const known = before.texts.get('types.ts')?.trimEnd().split('\n\n').slice(1) ?? [];
  return isOnly(before) && isOnly(after) && known.every((entry) => declared.has(entry)) && !after.schemas.some(isNew);
}

/** Names are told apart in any letter case: they become files. */
function spelled(name: string): string {
  return typeCase(name).toLowerCase();
}
