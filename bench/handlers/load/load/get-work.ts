import type { GetWork } from '../../../generated/load/operations.ts';
import { burn } from '../../../peers/burn.ts';
import type { Context } from '../context.ts';

/** GET /work: A millisecond of processor time */
export const getWork: GetWork<Context> = () => {
  burn(1);
  return { status: 200, body: { pid: process.pid } };
};
