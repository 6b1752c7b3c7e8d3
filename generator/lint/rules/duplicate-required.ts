import type { Rule } from '../rule.ts';
import { schemasOf } from '../schemas-of.ts';

export const duplicateRequired: Rule = {
  id: 'duplicate-required',
  severity: 'warn',
  reason: 'A name twice in required says nothing more',
  check: (subject) =>
    schemasOf(subject).flatMap((schema) => {
      const names = schema.get('required')?.items() ?? [];
      const values = names.map(({ value }) => value);
      const repeated = names.filter(({ value }, index) => values.indexOf(value) < index);
      return repeated.map((at) => ({ at, message: `${String(at.value)} is required twice`, hint: 'Remove one of them' }));
    }),
};
