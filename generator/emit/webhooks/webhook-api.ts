import { bundleDocument } from '../../model/bundle-document.ts';
import { componentPrefix } from '../../model/component-reference.ts';
import type { Api, NamedSchema } from '../../model/types.ts';

/**
 * What the service sends by itself as an API of its own, which its receivers serve: everything that is printed for an API is
 * printed for it in the same way. Undefined where there is nothing of the kind.
 */
export function webhookApi(api: Api): Api | undefined {
  const operations = api.webhooks.map(({ operation }) => operation);
  if (operations.length === 0) return undefined;
  const [webhooks = [], ...returned] = api.returned;
  const parts = { ...api, operations, channels: [], topics: [], webhooks, returned, links: [], schemas: reachable([operations, api.returned], api.schemas) };
  return { ...parts, document: bundleDocument(parts) };
}

/** The components that something refers to, directly or through others. */
function reachable(start: unknown, schemas: readonly NamedSchema[]): NamedSchema[] {
  const byReference = new Map(schemas.map((schema) => [componentPrefix + schema.name, schema]));
  const found = new Set<NamedSchema>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      const schema = byReference.get(value);
      if (schema === undefined || found.has(schema)) return;
      found.add(schema);
      visit(schema.schema);
    } else if (typeof value === 'object' && value !== null) {
      for (const member of Object.values(value)) visit(member);
    }
  };
  visit(start);
  return schemas.filter((schema) => found.has(schema));
}
