import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, refusedLines, warnedLines } from '../contract-folder.ts';

const answer = "responses: {'204': {description: None}}";
const document = (item: string) => `openapi: 3.2.0
info: {title: Pets, version: '1'}
paths:
  /pets:
${item.replace(/^/gm, '    ')}
`;

test('QUERY and the methods of additionalOperations are operations', async () => {
  const { operations } = await apiOf(document(`query: {${answer}}\nadditionalOperations:\n  COPY: {${answer}}\n  M-SEARCH: {${answer}}`));
  assert.deepEqual(operations.map(({ id, method }) => [id, method]), [
    ['queryPets', 'query'],
    ['copyPets', 'copy'],
    ['mSearchPets', 'm-search'],
  ]);
});

test('a method in lower case is taken with a warning; what the socket cannot tell from others is refused', async () => {
  const warned = await warnedLines(document(`additionalOperations:\n  link: {${answer}}`));
  assert.match(warned.join(), /openapi\.yaml:6:7 ignored-member: the letter case of the method link is not kept/);
  const refused = await refusedLines(document(`additionalOperations:\n  COPY_ALL: {${answer}}\n  CONNECT: {${answer}}`));
  assert.deepEqual(refused.map((line) => line.split(' | ')[0]), [
    'openapi.yaml:6:7 unsupported-feature: the method COPY_ALL is not supported',
    'openapi.yaml:7:7 unsupported-feature: the method CONNECT is not supported',
  ]);
});

test('all of the query as a form is one exploded object; as JSON it is refused', async () => {
  const whole = (type: string) =>
    document(`get:\n  parameters:\n    - {name: filter, in: querystring, content: {${type}: {schema: {type: object}}}}\n  ${answer}`);
  const [found] = (await apiOf(whole('application/x-www-form-urlencoded'))).operations[0]?.parameters ?? [];
  assert.deepEqual([found?.in, found?.style, found?.explode, found?.contentType], ['query', 'form', true, undefined]);
  assert.match((await refusedLines(whole('application/json'))).join(), /:7:\d+ unsupported-encoding: all of the query can only be a plain form/);
});
