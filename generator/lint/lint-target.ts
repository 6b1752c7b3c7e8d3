import type { Fault, Finding } from './finding.ts';
import { ownRules } from './own-rules.ts';
import { redoclyRules, sameRefusals } from './redocly-rules.ts';
import type { Rule } from './rule.ts';
import { runAsyncApi } from './run-asyncapi.ts';
import { runGenerator } from './run-generator.ts';
import { severityOf, type LintSettings, type RuleSetting } from './settings.ts';
import { openSubject, type Subject, type SubjectOptions } from './subject.ts';
import { visitDocuments } from './visit-documents.ts';

export interface LintResult {
  /** In order of file and place. */
  readonly findings: readonly Finding[];
  /** Text of every file that was read, by the name that positions show. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Everything that is found in a document, or in those of a folder. Exceptions are not applied yet. */
export async function lintTarget(target: string, options: SubjectOptions, settings: LintSettings): Promise<LintResult> {
  const { refusals, warnings, texts } = await runGenerator(target, options);
  const subject = openSubject(target, options);
  const dead = subject === undefined ? [] : findDeadReferences(subject);
  const errors = unique([...refusals, ...dead].flatMap((fault) => weigh(fault, 'error', settings)));
  const said = [...errors, ...warnings.flatMap((fault) => weigh(fault, weightOf(fault), settings))];
  if (subject === undefined) return { findings: said, texts };
  const own = runOwnRules(ownRules, subject, settings);
  const redocly = (await runRedoclyRules(subject, settings)).filter((finding) => !isSaidBy(said, finding));
  const advice = (await runAsyncApi(subject)).flatMap(({ proposed, ...fault }) => weigh(fault, proposed, settings));
  const findings = [...said, ...own, ...redocly, ...advice].sort(byPlace);
  return { findings, texts: new Map([...texts, ...subject.sources.all.map(({ file, text }) => [file, text] as const)]) };
}

/** What the generator takes only because it is often somebody else's contract; an author's own is held to it. */
function weightOf({ rule }: Fault): Finding['severity'] {
  return rule === 'invalid-example' || rule === 'invalid-default' ? 'error' : 'warn';
}

/** References that lead nowhere, also where the generator does not look because nothing leads there. */
export function findDeadReferences(subject: Subject): Fault[] {
  visitDocuments(subject, () => undefined);
  return subject.refusals.toArray().map(({ code, ...fault }) => ({ rule: code, ...fault }));
}

function unique(findings: readonly Finding[]): Finding[] {
  const key = ({ rule, position: { file, line, column } }: Finding) => JSON.stringify([rule, file, line, column]);
  return [...new Map(findings.map((finding) => [key(finding), finding])).values()];
}

export function weigh(fault: Fault, proposed: Finding['severity'] | 'off', settings: LintSettings): Finding[] {
  const severity = severityOf(fault.rule, proposed, settings);
  return severity === undefined ? [] : [{ ...fault, severity }];
}

export function runOwnRules(rules: readonly Rule[], subject: Subject, settings: LintSettings): Finding[] {
  return rules.flatMap((rule) => {
    const severity = severityOf(rule.id, rule.severity, settings);
    if (severity === undefined) return [];
    return rule.check(subject).map(({ at, isAboutKey, message, hint }) => {
      return { rule: rule.id, severity, message, hint, position: isAboutKey === true ? at.keyPosition : at.position };
    });
  });
}

async function runRedoclyRules(subject: Subject, settings: LintSettings): Promise<Finding[]> {
  // References in a circle would end the process from within the library.
  if (subject.refusals.toArray().some(({ code }) => code === 'circular-reference')) return [];
  const { redoclyRuleIds, runRedocly } = await import('./run-redocly.ts');
  const known = await redoclyRuleIds();
  const rules = new Map<string, RuleSetting>(redoclyRules.map(({ id, severity }) => [id, { severity }]));
  for (const [id, setting] of settings.rules) if (known.has(id)) rules.set(id, setting);
  const faults = await runRedocly(subject, rules);
  return faults.flatMap((fault) => weigh(fault, rules.get(fault.rule)?.severity ?? 'warn', settings));
}

/** One mistake is reported once, in the generator's words. */
function isSaidBy(errors: readonly Finding[], { rule, position }: Finding): boolean {
  const words: readonly string[] = sameRefusals[rule] ?? [];
  return errors.some((error) => words.includes(error.rule) && error.position.file === position.file && isNear(error, position));
}

/** In the same line, or about the same part of the document. */
function isNear({ position }: Finding, { line, pointer }: Finding['position']): boolean {
  return position.line === line || position.pointer.startsWith(`${pointer}/`) || pointer.startsWith(`${position.pointer}/`);
}

function byPlace({ position: a, rule: ruleA }: Finding, { position: b, rule: ruleB }: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (ruleA < ruleB ? -1 : 1);
}
