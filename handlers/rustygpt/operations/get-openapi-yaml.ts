import type { GetOpenapiYaml } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

/** GET /openapi.yaml: Read this document as YAML */
export const getOpenapiYaml: GetOpenapiYaml<Context> = ({ services }) => ({ status: 200, body: new TextEncoder().encode(services.document.text) });
