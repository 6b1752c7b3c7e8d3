import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearestWord } from '../load/did-you-mean.ts';
import { Located } from '../load/located.ts';
import { parseSource } from '../load/parse-source.ts';
import { refusalCodes, type RefusalCode } from '../load/refusal-codes.ts';
import { RefusalList } from '../load/refusal.ts';
import { Refusals } from '../load/refusals.ts';

const file = 'specwright.yaml';

/** What a project's specwright.yaml says of its contracts. */
export interface RefusedWords {
  /** Warnings that are refusals in this project. */
  readonly words: readonly RefusalCode[];
  /** The files that say so, absolute. */
  readonly files: readonly string[];
}

/** Reads `contracts.refuse` of specwright.yaml: what of a contract that would only be warned of is refused in this project. */
export function readRefusedWords(root: string): RefusedWords {
  const path = join(root, file);
  if (!existsSync(path)) return { words: [], files: [] };
  const refusals = new RefusalList();
  const text = readFileSync(path, 'utf8');
  const entries = Located.rootOf(parseSource({ path, file, text }, refusals)).get('contracts')?.get('refuse')?.items() ?? [];
  const words = entries.flatMap((entry) => (isWord(entry.value) ? [entry.value] : refuseUnknown(entry, refusals)));
  if (!refusals.isEmpty) throw new Refusals(refusals.toArray(), [path], new Map([[file, text]]));
  return { words, files: [path] };
}

function isWord(value: unknown): value is RefusalCode {
  return (refusalCodes as readonly unknown[]).includes(value);
}

function refuseUnknown({ value, position }: Located, refusals: RefusalList): [] {
  const like = nearestWord(String(value), refusalCodes);
  const hint = like === undefined ? 'spec/README.md lists the words of warnings' : `Did you mean ${like}?`;
  refusals.add({ code: 'invalid-structure', position, message: `there is no warning ${String(value)}`, hint });
  return [];
}
