import { documentText } from '../../../generated/rustygpt/document.ts';
import type { GetOpenapiYaml } from '../../../generated/rustygpt/operations.ts';
import type { Context } from '../context.ts';

const bytes = new TextEncoder().encode(documentText);

/** GET /openapi.yaml: Read this document as YAML */
export const getOpenapiYaml: GetOpenapiYaml<Context> = () => ({ status: 200, body: bytes });
