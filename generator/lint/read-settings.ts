import path from 'node:path';
import { nearestWord } from '../load/did-you-mean.ts';
import { fragmentToPointer } from '../load/json-pointer.ts';
import { isRecord, Located } from '../load/located.ts';
import { parseSource } from '../load/parse-source.ts';
import type { Refusal, RefusalList } from '../load/refusal.ts';
import type { Setting } from './finding.ts';
import { noSettings, type Exception, type LintSettings, type RuleSetting } from './settings.ts';

export interface SettingsFile {
  /** Absolute. */
  readonly path: string;
  /** As shown to people. */
  readonly file: string;
  readonly text: string;
}

/** Reads the section `lint` of specwright.yaml; what means nothing there is added to `refusals`. */
export function readSettings(input: SettingsFile, isRule: RuleNames, refusals: RefusalList): LintSettings {
  const root = Located.rootOf(parseSource(input, refusals));
  const lint = root.get('lint');
  if (lint === undefined || !refusals.isEmpty) return noSettings;
  refuseUnknown(lint, ['rules', 'except', 'max-warnings'], refusals);
  refuseOtherThan('a map', lint, refusals);
  refuseOtherThan('a map', lint.get('rules'), refusals);
  refuseOtherThan('a list', lint.get('except'), refusals);
  const rules = lint.get('rules')?.members() ?? [];
  return {
    rules: new Map(rules.map(([id, setting]) => [id, readRule(id, setting, isRule, refusals)])),
    exceptions: (lint.get('except')?.items() ?? []).flatMap((entry) => readException(entry, isRule, refusals)),
    maxWarnings: readMaximum(lint.get('max-warnings'), refusals),
  };
}

/** Tells which ids are rules. */
export interface RuleNames {
  has(id: string): boolean;
  [Symbol.iterator](): Iterator<string>;
}

const settings = new Set<unknown>(['off', 'warn', 'error']);

export function isSetting(value: unknown): value is Setting {
  return settings.has(value);
}

function readRule(id: string, at: Located, names: RuleNames, refusals: RefusalList): RuleSetting {
  if (!names.has(id)) refuse(at, `there is no rule ${id}`, hintFor(id, names), refusals);
  const { value } = at;
  if (isSetting(value)) return { severity: value };
  if (isRecord(value) && isSetting(value['severity'])) {
    const { severity, ...options } = value;
    return { severity, options };
  }
  refuse(at, `the rule ${id} must be off, warn or error`, `Write ${id}: off, warn or error; options go beside severity`, refusals);
  return { severity: 'off' };
}

/** For a rule's id that does not exist. */
export function hintFor(id: string, names: RuleNames): string {
  const like = nearestWord(id, names);
  return like === undefined ? 'specwright lint --rules lists the rules' : `Did you mean ${like}?`;
}

function readException(entry: Located, names: RuleNames, refusals: RefusalList): Exception[] {
  refuseUnknown(entry, ['rule', 'at', 'because'], refusals);
  const [rule, at, because] = [entry.text('rule'), entry.text('at'), entry.text('because')];
  const [file, fragment] = at?.split('#', 2) ?? [];
  const pointer = fragmentToPointer(fragment ?? '');
  if (rule === undefined || !file || pointer === undefined || !because) {
    const hint = 'Write { rule: <id>, at: <file>#<JSON Pointer>, because: <why it is wanted> }';
    refuse(entry, 'an exception needs rule, at and because', hint, refusals);
    return [];
  }
  if (!names.has(rule)) refuse(entry.get('rule') ?? entry, `there is no rule ${rule}`, hintFor(rule, names), refusals);
  return [{ rule, path: path.resolve(path.dirname(entry.source.path), file), pointer, because, position: entry.position }];
}

function readMaximum(at: Located | undefined, refusals: RefusalList): number {
  if (at === undefined) return noSettings.maxWarnings;
  if (Number.isSafeInteger(at.value) && Number(at.value) >= 0) return Number(at.value);
  refuse(at, 'max-warnings must be a whole number', 'Write 0 or more', refusals);
  return 0;
}

function refuseUnknown(owner: Located, known: readonly string[], refusals: RefusalList): void {
  for (const [name, member] of owner.members()) {
    if (known.includes(name)) continue;
    const like = nearestWord(name, known);
    const hint = like === undefined ? `Known are ${known.join(', ')}` : `Did you mean ${like}?`;
    refusals.add({ ...fault(`${name} means nothing here`, hint), position: member.keyPosition });
  }
}

/** What has no value yet is empty, not wrong. */
function refuseOtherThan(kind: 'a map' | 'a list', at: Located | undefined, refusals: RefusalList): void {
  if (at === undefined || at.value === null || (kind === 'a map' ? isRecord(at.value) : Array.isArray(at.value))) return;
  refuse(at, `this must be ${kind}`, 'docs/lint.md has an example', refusals);
}

function refuse(at: Located, message: string, hint: string, refusals: RefusalList): void {
  refusals.add({ ...fault(message, hint), position: at.position });
}

function fault(message: string, hint: string): Omit<Refusal, 'position'> {
  return { code: 'invalid-structure', message, hint };
}
