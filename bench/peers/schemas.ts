import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The schemas of the contract, for those who take them one by one: `Item`, `NewOrder`, … by `$id`. */
const text = readFileSync(new URL('../spec/bench/openapi.yaml', import.meta.url), 'utf8');
const document = parse(text.replaceAll('#/components/schemas/', '')) as { components: { schemas: Record<string, object> } };

export const schemas = document.components.schemas;

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
