import { TextCache } from '../../load/text-cache.ts';
import type { Api } from '../../model/types.ts';
import { bodyPlan } from '../client/body-plan.ts';
import { header, type OutputFile } from '../output-file.ts';
import { key, literal, quote } from '../quote.ts';
import { render } from '../render.ts';
import { unknownPath, wrongMethodCases } from './api-cases.ts';
import { operationCases } from './operation-cases.ts';
import { SchemaTools } from './schema-tools.ts';

/** `contract-tests.ts`: requests that the contract alone answers, each with the statuses that are right. */
export function emitContractTests(api: Api, cache = new TextCache()): OutputFile[] {
  const tools = new SchemaTools(api, cache);
  const wrongMethods = wrongMethodCases(api, tools).map((wrong) => literal(wrong));
  const planned = api.operations.filter(({ body }) => body?.contents.some(({ codec }) => codec !== 'json'));
  const text = render('contract-tests', {
    header: header(`spec/${api.name}`),
    operations: api.operations.map(({ id }) => quote(id)).join(' | ') || 'never',
    plans: planned.map(({ id, body }) => ({ key: key(id), plans: (body?.contents ?? []).map((content) => literal(bodyPlan(content))) })),
    hasGroups: api.operations.length > 0,
    groups: api.operations.map((operation) => ({
      title: quote(`${operation.method.toUpperCase()} ${operation.path}`),
      cases: operationCases(operation, tools).map((contractCase) => literal(contractCase)),
    })),
    wrongMethods,
    hasWrongMethods: wrongMethods.length > 0,
    unknownPath: quote(unknownPath(api)),
  });
  return [{ path: 'contract-tests.ts', text }];
}
