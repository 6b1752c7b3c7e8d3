import type { Operations } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** An operation of this API. */
export type OperationId = keyof Operations<Context>;
