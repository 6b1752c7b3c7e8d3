import { readEdition } from './edition.ts';
import type { Located } from './located.ts';
import type { Refusal } from './refusal.ts';

/** Refuses a document that is not OpenAPI 3.0, 3.1 or 3.2. */
export function checkOpenApiVersion(root: Located): Refusal | undefined {
  const version = root.get('openapi');
  if (readEdition(version?.value) !== undefined) return undefined;
  if (root.get('swagger') !== undefined) {
    const hint = 'Convert the document to OpenAPI 3, for example with a converter for Swagger 2';
    return refuse('Swagger 2 is not supported', hint, root.get('swagger') ?? root);
  }
  if (version === undefined) return refuse('this is no OpenAPI document: it has no member openapi', 'Write openapi: 3.1.0', root);
  return refuse(`OpenAPI ${spoken(version.value)} is not supported`, 'Write openapi: 3.0.4, 3.1.2 or 3.2.0', version);
}

/** Refuses a document that is not AsyncAPI 2 or 3. */
export function checkAsyncApiVersion(root: Located): Refusal | undefined {
  const version = root.get('asyncapi');
  if (typeof version?.value === 'string' && /^(2\.[0-6]|3\.[01])\.\d+$/.test(version.value)) return undefined;
  if (version === undefined)
    return refuse('this is no AsyncAPI document: it has no member asyncapi', 'Write asyncapi: 3.0.0', root);
  return refuse(`AsyncAPI ${spoken(version.value)} is not supported`, 'Write asyncapi: 3.0.0', version);
}

function spoken(version: unknown): string {
  return String(JSON.stringify(version)).replaceAll('"', '');
}

function refuse(message: string, hint: string, at: Located): Refusal {
  return { code: 'unsupported-version', message, hint, position: at.position };
}
