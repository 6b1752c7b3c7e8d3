import { refusalCodes } from '../load/refusal-codes.ts';
import type { Setting } from './finding.ts';
import { ownRules } from './own-rules.ts';
import type { RuleNames } from './read-settings.ts';
import { redoclyRules } from './redocly-rules.ts';
import { redoclyFailed, redoclyRuleIds } from './run-redocly.ts';

/** Every id that a finding may have. The parser of AsyncAPI lists none of its own: whatever begins like them counts. */
export async function ruleNames(): Promise<RuleNames> {
  const ids = new Set([...ownRules.map(({ id }) => id), ...(await redoclyRuleIds()), ...refusalCodes, redoclyFailed, 'unused-exception']);
  return { has: (id) => ids.has(id) || /^asyncapi\d?-/.test(id), [Symbol.iterator]: () => ids[Symbol.iterator]() };
}

/** A line for each rule: id, what it weighs, where it comes from. */
export async function describeRules(): Promise<string[]> {
  const [own, redocly] = [ownRules, redoclyRules].map((rules) => new Set(rules.map(({ id }) => id)));
  const others = [...(await redoclyRuleIds())].filter((id) => !redocly?.has(id) && !own?.has(id)).sort();
  const rows: (readonly [string, Setting, string])[] = [
    ...refusalCodes.map((id) => [id, 'error', 'the generator refuses it'] as const),
    ...ownRules.map(({ id, severity, reason }) => [id, severity, reason] as const),
    ...redoclyRules.map(({ id, severity, reason }) => [id, severity, `${reason} (redocly)`] as const),
    ...others.map((id) => [id, 'off', '(redocly)'] as const),
  ];
  return rows.map(([id, severity, about]) => `${id.padEnd(42)} ${severity.padEnd(5)}  ${about}`);
}
