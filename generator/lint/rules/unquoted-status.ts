import type { Located } from '../../load/located.ts';
import type { Source } from '../../load/source.ts';
import { operationsOf } from '../operations-of.ts';
import type { Rule } from '../rule.ts';

export const unquotedStatus: Rule = {
  id: 'unquoted-status',
  severity: 'warn',
  reason: 'A status without quotes is a number in YAML, and no key of JSON (OpenAPI, "Responses Object")',
  check: (subject) => {
    const isNumber = numberKeyFinder();
    const responses = operationsOf(subject).flatMap(({ operation }) => operation.get('responses')?.members() ?? []);
    return responses
      .filter(([, response]) => isNumber(response))
      .map(([status, at]) => ({ at, isAboutKey: true, message: `the status ${status} is a number here`, hint: `Write '${status}'` }));
  },
};

/** Tells whether a member's name is written as a number; a file is split into lines once. */
function numberKeyFinder(): (member: Located) => boolean {
  const lines = new Map<Source, readonly string[]>();
  return ({ source, key, keyPosition }) => {
    const known = lines.get(source) ?? source.text.split('\n');
    lines.set(source, known);
    const written = known[keyPosition.line - 1]?.slice(keyPosition.column - 1);
    return /^\d{3}$/.test(key) && written?.startsWith(key) === true;
  };
}
