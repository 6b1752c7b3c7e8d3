import type { Reply, Violation } from 'specwright/runtime';
import type { OperationId } from './operation-id.ts';
import { problem, type ProblemCode } from './problem.ts';

/** Operations that have a code of their own for a body that breaks the contract. */
const codes: { readonly [Id in OperationId]?: ProblemCode } = {
  logIn: 'invalid_request',
  createLimitProfile: 'invalid_profile',
  updateLimitProfile: 'invalid_profile',
  createLimitAssignment: 'invalid_assignment',
};

/** An input that breaks the contract, with every violation. */
export function invalidRequest(violations: readonly Violation[], operationId: OperationId | undefined): Reply {
  const details = { violations: violations.map(({ in: part, pointer, message }) => ({ in: part, pointer, message })) };
  return problem(codeOf(violations, operationId), 'The request breaks the contract.', details);
}

function codeOf(violations: readonly Violation[], operationId: OperationId | undefined): ProblemCode {
  const isAbout = (pointer: string) => violations.every((violation) => violation.pointer.startsWith(pointer));
  if (operationId === 'createChatCompletion' && isAbout('/stop')) return 'RGP.V1.INVALID_STOP';
  if (operationId === 'createChatCompletion' && isAbout('/metadata')) return 'RGP.V1.INVALID_METADATA';
  const isBody = violations.every((violation) => violation.in === 'body');
  return (isBody ? operationId && codes[operationId] : undefined) ?? 'validation_failed';
}
