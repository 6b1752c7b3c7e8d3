import { TextCache } from '../../load/text-cache.ts';
import type { Api, Response } from '../../model/types.ts';
import { inOwnFolders } from '../by-operation.ts';
import { bodyPlan } from '../client/body-plan.ts';
import { header, type OutputFile } from '../output-file.ts';
import { key, literal, quote } from '../quote.ts';
import { render } from '../render.ts';
import { unknownPath, wrongMethodCases } from './api-cases.ts';
import { operationCases } from './operation-cases.ts';
import { SchemaTools } from './schema-tools.ts';

/**
 * `contract-tests.ts`: requests that the contract alone answers, each with the statuses that are right. Those of many operations are
 * JavaScript beside it, so that no compiler has to look at thousands of them.
 */
export function emitContractTests(api: Api, cache = new TextCache()): OutputFile[] {
  const tools = new SchemaTools(api, cache);
  const wrongMethods = wrongMethodCases(api, tools).map((wrong) => literal(wrong));
  const planned = api.operations.filter(({ body }) => body?.contents.some(({ codec }) => codec !== 'json'));
  const printed = header(`spec/${api.name}`);
  const hasInt64 = api.operations.some(({ responses }) => responses.some(answersInt64));
  const print = hasInt64 ? 'stringify' : 'JSON.stringify';
  const view = {
    header: printed,
    hasInt64,
    itemText: `\${${print}(item)}`,
    valuesText: `\${${print}(values)}`,
    isApart: inOwnFolders(api) !== api,
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
  };
  const tests = { path: 'contract-tests.ts', text: render('contract-tests', view) };
  if (!view.isApart) return [tests];
  const types = { path: 'contract-cases.d.ts', text: render('contract-cases-types', { header: printed }) };
  return [tests, types, { path: 'contract-cases.js', text: render('contract-cases', view) }];
}

function answersInt64({ contents, headers }: Response): boolean {
  return [...contents, ...headers].some(({ int64 }) => int64 !== undefined);
}
