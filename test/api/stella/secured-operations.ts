import { randomUUID } from 'node:crypto';
import { contract } from '../../../generated/stella/contract.ts';

export interface SecuredOperation {
  readonly id: string;
  readonly method: string;
  /** With an id that nothing has in the place of each path parameter. */
  readonly path: string;
}

/** Every operation of the contract that asks for a token. */
export const securedOperations: readonly SecuredOperation[] = contract.operations
  .filter(({ security }) => security.length > 0)
  .map(({ id, method, path }) => ({ id, method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, randomUUID()) }));
