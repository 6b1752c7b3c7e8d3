import { NotImplemented } from 'specwright/runtime';
import type { GetOpenapiJson } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /openapi.json: Read this document as JSON */
export const getOpenapiJson: GetOpenapiJson<Context> = () => {
  throw new NotImplemented('getOpenapiJson');
};
