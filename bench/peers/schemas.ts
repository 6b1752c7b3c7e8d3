import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The schemas of a contract, for those who take them one by one: `Item`, `NewOrder`, … by `$id`. */
function readSchemas(contract: string): Record<string, object> {
  const text = readFileSync(new URL(`../spec/${contract}/openapi.yaml`, import.meta.url), 'utf8');
  return (parse(text.replaceAll('#/components/schemas/', '')) as { components: { schemas: Record<string, object> } }).components.schemas;
}

export const schemas = readSchemas('bench');

export const loadSchemas = readSchemas('load');

export const itemParameters = {
  params: { type: 'object', required: ['item_id'], properties: { item_id: { type: 'string', format: 'uuid' } } },
  querystring: {
    type: 'object',
    properties: {
      limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
      tag: { type: 'array', maxItems: 10, items: { type: 'string', maxLength: 20 } },
    },
  },
};
