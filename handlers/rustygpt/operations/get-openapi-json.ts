import { documentJson } from '../../../generated/rustygpt/document.ts';
import type { GetOpenapiJson } from '../../../generated/rustygpt/operations.ts';
import type * as types from '../../../generated/rustygpt/types.ts';
import type { Context } from '../context.ts';

let parsed: types.OpenapiDocument | undefined;

/** GET /openapi.json: Read this document as JSON */
export const getOpenapiJson: GetOpenapiJson<Context> = () => {
  parsed ??= JSON.parse(documentJson) as types.OpenapiDocument;
  return { status: 200, body: parsed };
};
