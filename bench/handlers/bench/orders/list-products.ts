import type { ListProducts } from '../../../generated/bench/operations.ts';
import { products } from '../../../peers/order.ts';
import type { Context } from '../context.ts';

/** GET /products: A list of 100, 25.6 KB */
export const listProducts: ListProducts<Context> = () => ({ status: 200, body: products });
