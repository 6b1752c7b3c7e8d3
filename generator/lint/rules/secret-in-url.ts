import { operationsOf, parametersOf } from '../operations-of.ts';
import type { Remark, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

export const secretInUrl: Rule = {
  id: 'secret-in-url',
  severity: 'warn',
  reason: 'Addresses are kept in logs, histories and Referer headers, and so is a secret that is part of one',
  check: (subject) => [...schemesInQuery(subject), ...secretParameters(subject)],
};

/** The last word of a name: `secret_name` is none. */
const secret = /(^|[-_.a-z0-9])(password|passwd|secret|api[-_]?key|access[-_]?token|auth[-_]?token)$/i;

function schemesInQuery({ openapi, references }: Subject): Remark[] {
  const schemes = openapi?.get('components')?.get('securitySchemes')?.members() ?? [];
  return schemes.flatMap(([name, written]) => {
    const scheme = references.follow(written);
    if (scheme?.text('type') !== 'apiKey' || scheme.text('in') !== 'query') return [];
    const at = scheme.get('in') ?? scheme;
    return [{ at, message: `the key of ${name} stands in the query`, hint: 'Take it from a header (in: header)' }];
  });
}

function secretParameters(subject: Subject): Remark[] {
  const parameters = operationsOf(subject).flatMap((operation) => parametersOf(operation, subject));
  const inUrl = parameters.filter((parameter) => ['query', 'path'].includes(parameter.text('in') ?? ''));
  const secrets = inUrl.filter((parameter) => secret.test(parameter.text('name') ?? ''));
  return [...new Map(secrets.map((parameter) => [parameter.id, parameter])).values()].map((at) => ({
    at,
    message: `${at.text('name')} stands in the address and looks like a secret`,
    hint: 'Take it from a header or the body',
  }));
}
