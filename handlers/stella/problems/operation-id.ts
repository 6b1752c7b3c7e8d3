import type { Operations } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';

/** An operation of this API. */
export type OperationId = keyof Operations<Context>;
