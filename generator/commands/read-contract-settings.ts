import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearestWord } from '../load/did-you-mean.ts';
import { Located } from '../load/located.ts';
import { parseSource } from '../load/parse-source.ts';
import type { Position } from '../load/position.ts';
import { refusalCodes, type RefusalCode } from '../load/refusal-codes.ts';
import { RefusalList } from '../load/refusal.ts';
import { Refusals } from '../load/refusals.ts';
import type { Int64Form } from '../model/load-api.ts';

const file = 'specwright.yaml';

/** What a project's specwright.yaml says of its contracts. */
export interface ContractSettings {
  /** Warnings that are refusals in this project. */
  readonly refuse: readonly RefusalCode[];
  /** What integers of 64 bits become, by API; `number` where nothing is said. */
  readonly int64: ReadonlyMap<string, Int64Form>;
  /** The APIs whose contracts are taken with faults, as by `--lenient`. */
  readonly lenient: ReadonlySet<string>;
  /** The files that say so, absolute. */
  readonly files: readonly string[];
}

/**
 * Reads `contracts` of specwright.yaml: `refuse`, what of a contract that would only be warned of is refused in this project, and
 * `int64`, what integers of 64 bits become, for all APIs or by their names, and `lenient`, `true` or the names of the APIs whose faults
 * are only warned of.
 */
export function readContractSettings(root: string, apis: readonly string[]): ContractSettings {
  const path = join(root, file);
  if (!existsSync(path)) return { refuse: [], int64: new Map(), lenient: new Set(), files: [] };
  const refusals = new RefusalList();
  const text = readFileSync(path, 'utf8');
  const contracts = Located.rootOf(parseSource({ path, file, text }, refusals)).get('contracts');
  const refuse = (contracts?.get('refuse')?.items() ?? []).flatMap((entry) => (isWord(entry.value) ? [entry.value] : refuseWord(entry, refusals)));
  const int64 = readInt64(contracts?.get('int64'), apis, refusals);
  const lenient = readLenient(contracts?.get('lenient'), apis, refusals);
  if (!refusals.isEmpty) throw new Refusals(refusals.toArray(), [path], new Map([[file, text]]));
  return { refuse, int64, lenient, files: [path] };
}

function isWord(value: unknown): value is RefusalCode {
  return (refusalCodes as readonly unknown[]).includes(value);
}

function refuseWord({ value, position }: Located, refusals: RefusalList): [] {
  const like = nearestWord(String(value), refusalCodes);
  const hint = like === undefined ? 'spec/README.md lists the words of warnings' : `Did you mean ${like}?`;
  refusals.add({ code: 'invalid-structure', position, message: `there is no warning ${String(value)}`, hint });
  return [];
}

function readInt64(written: Located | undefined, apis: readonly string[], refusals: RefusalList): ReadonlyMap<string, Int64Form> {
  if (written === undefined) return new Map();
  const members = written.members();
  if (members.length === 0) return new Map(apis.flatMap((name) => formOf(written, refusals).map((form) => [name, form])));
  return new Map(
    members.flatMap(([name, member]) => {
      if (!apis.includes(name)) refuseApi(name, member.keyPosition, apis, refusals);
      return formOf(member, refusals).map((form) => [name, form] as const);
    }),
  );
}

function readLenient(written: Located | undefined, apis: readonly string[], refusals: RefusalList): ReadonlySet<string> {
  if (written === undefined || typeof written.value === 'boolean') return new Set(written?.value === true ? apis : []);
  if (!Array.isArray(written.value)) {
    const hint = 'Write true, or a list of the APIs whose contracts are not yours to mend';
    refusals.add({ code: 'invalid-structure', position: written.position, message: 'lenient must be true or a list of APIs', hint });
  }
  const entries = written.items();
  for (const entry of entries) if (!apis.includes(String(entry.value))) refuseApi(String(entry.value), entry.position, apis, refusals);
  return new Set(entries.map(({ value }) => String(value)));
}

function formOf({ value, position }: Located, refusals: RefusalList): [] | [Int64Form] {
  if (value === 'number' || value === 'bigint') return [value];
  const hint = 'Write bigint, for integers of 64 bits without loss, or number, which refuses those beyond 2^53';
  refusals.add({ code: 'invalid-structure', position, message: `int64 must be number or bigint, not ${JSON.stringify(value)}`, hint });
  return [];
}

function refuseApi(name: string, position: Position, apis: readonly string[], refusals: RefusalList): void {
  const like = nearestWord(name, apis);
  const hint = like === undefined ? `There are: ${apis.join(', ')}` : `Did you mean ${like}?`;
  refusals.add({ code: 'invalid-structure', position, message: `there is no contract in spec/${name}`, hint });
}
