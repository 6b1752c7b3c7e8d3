import type { Located } from '../../load/located.ts';
import { operationsOf, parametersOf } from '../operations-of.ts';
import type { Rule } from '../rule.ts';

export const ignoredParameter: Rule = {
  id: 'ignored-parameter',
  severity: 'warn',
  reason: 'Accept, Content-Type and Authorization follow from contents and security; parameters of these names are ignored',
  check: (subject) => {
    const parameters = operationsOf(subject).flatMap((operation) => parametersOf(operation, subject));
    return [...new Map(parameters.filter(isIgnored).map((parameter) => [parameter.id, parameter])).values()].map((at) => ({
      at,
      message: `the header parameter ${at.text('name')} is ignored`,
      hint: 'Remove it; describe media types under content, credentials under security',
    }));
  },
};

function isIgnored(parameter: Located): boolean {
  return parameter.text('in') === 'header' && ignored.has(parameter.text('name')?.toLowerCase() ?? '');
}

const ignored = new Set(['accept', 'content-type', 'authorization']);
