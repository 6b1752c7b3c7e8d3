import type { Located } from '../load/located.ts';
import type { Operation, ServedDocument } from './types.ts';

/** The OpenAPI document as it was written, where the service hands it out: at `/openapi.json` or `/openapi.yaml`. */
export function servedDocument({ source: { text, data } }: Located, operations: readonly Operation[]): ServedDocument | undefined {
  if (!operations.some(({ path }) => /\/openapi\.(json|ya?ml)$/.test(path))) return undefined;
  return { text, json: JSON.stringify(data) };
}
