import type { GetOpenapiJson } from '../../../generated/rustygpt/operations.ts';
import type * as types from '../../../generated/rustygpt/types.ts';
import type { Context } from '../context.ts';

/** GET /openapi.json: Read this document as JSON */
export const getOpenapiJson: GetOpenapiJson<Context> = ({ services }) => ({
  status: 200,
  body: JSON.parse(services.document.json) as types.OpenapiDocument,
});
