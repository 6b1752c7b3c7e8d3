import type { Ping } from '../../../generated/stella/operations.ts';
import type { Context } from '../context.ts';

export const ping: Ping<Context> = () => ({ status: 200, body: { msg: 'pong' } });
