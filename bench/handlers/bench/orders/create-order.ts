import type { CreateOrder } from '../../../generated/bench/operations.ts';
import { orderId } from '../../../peers/order.ts';
import type { Context } from '../context.ts';

/** POST /orders: A JSON body of about 500 bytes, validated, sent back with an id */
export const createOrder: CreateOrder<Context> = ({ body }) => ({ status: 201, body: { id: orderId, ...body } });
