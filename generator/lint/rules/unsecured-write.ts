import { operationName, operationsOf } from '../operations-of.ts';
import type { Remark, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

export const unsecuredWrite: Rule = {
  id: 'unsecured-write',
  severity: 'warn',
  reason: 'An operation that changes something is open to everybody only on purpose, and then says so (security: [])',
  check: ({ openapi, ...rest }) => (openapi?.get('security') === undefined ? openWrites({ openapi, ...rest }) : []),
};

const writing = new Set(['post', 'put', 'patch', 'delete']);

function openWrites(subject: Subject): Remark[] {
  const open = operationsOf(subject).filter(({ method, operation }) => writing.has(method) && operation.get('security') === undefined);
  const schemes = subject.openapi?.get('components')?.get('securitySchemes');
  const paths = subject.openapi?.get('paths');
  const hint = 'Add security here or to the document, or security: [] where everybody may';
  if (open.length > 0 && schemes === undefined && paths !== undefined) {
    const message = `everybody may change something (${open.length} operations), and the document knows no security`;
    return [{ at: paths, isAboutKey: true, message, hint }];
  }
  return open.map((found) => ({ at: found.operation, message: `${operationName(found)} changes something and has no security`, hint }));
}
