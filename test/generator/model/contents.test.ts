import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, refusedLines, withOperation } from '../contract-folder.ts';

/** One operation that answers with the content, which stands in line 8. */
const answering = (content: string) =>
  withOperation(`operationId: list\nresponses:\n  '200': {description: Pets, content: {${content}}}`);

async function contentsOf(content: string) {
  const [operation] = (await apiOf(answering(content))).operations;
  return operation?.responses[0]?.contents ?? [];
}

const codecs: [string, string][] = [
  ['application/json: {schema: {type: object}}', 'json'],
  ['Application/JSON: {}', 'json'],
  ['application/problem+json; charset=utf-8: {}', 'json'],
  ['application/x-www-form-urlencoded: {schema: {type: object}}', 'form'],
  ['text/plain: {schema: {type: string}}', 'text'],
  ['text/csv: {}', 'text'],
  ['text/event-stream: {schema: {type: object}}', 'events'],
  ['application/octet-stream: {}', 'binary'],
  ['image/png: {schema: {type: string, format: binary}}', 'binary'],
  ['application/sdp: {schema: {type: string}}', 'binary'],
];
for (const [content, codec] of codecs) {
  test(`{${content}} is ${codec}`, async () => {
    assert.deepEqual(
      (await contentsOf(content)).map((found) => found.codec),
      [codec],
    );
  });
}

test('multipart is refused', async () => {
  assert.deepEqual(await refusedLines(answering('multipart/form-data: {schema: {type: object}}')), [
    'openapi.yaml:8:46 unsupported-media-type: multipart/form-data is not supported | Send the parts as separate requests, or as one body of another media type',
  ]);
});

test('structured data in a media type that is only bytes here is refused', async () => {
  assert.deepEqual(await refusedLines(answering('application/xml: {schema: {type: object}}')), [
    'openapi.yaml:8:46 unsupported-media-type: application/xml cannot carry this schema | Use application/json for structured data, or describe the bytes with type: string, or leave the schema out',
  ]);
});

test('a form is an object of plain fields, in the default style', async () => {
  const form = (rest: string) => `application/x-www-form-urlencoded: {${rest}}`;
  assert.deepEqual(await refusedLines(answering(form('schema: {type: string}'))), [
    'openapi.yaml:8:46 unsupported-encoding: a form is an object | Use application/json, or fields that are texts, numbers or lists',
  ]);
  assert.deepEqual(await refusedLines(answering(form('schema: {type: object, properties: {owner: {type: object}}}'))), [
    'openapi.yaml:8:46 unsupported-encoding: the form field owner cannot carry an object | Use application/json, or fields that are texts, numbers or lists',
  ]);
  assert.deepEqual(await refusedLines(answering(form('schema: {type: object}, encoding: {tags: {style: pipeDelimited}}'))), [
    'openapi.yaml:8:106 unsupported-encoding: encoding is not supported | Remove encoding; form fields are sent in the default style',
  ]);
});

test('responses come with exact statuses first, then ranges, then the default', async () => {
  const document = withOperation(`operationId: list
responses:
  default: {description: Else}
  4XX: {description: Fault}
  '404': {description: None}
  '200': {description: Pets}`);
  const [operation] = (await apiOf(document)).operations;
  assert.deepEqual(
    operation?.responses.map(({ status }) => status),
    ['200', '404', '4XX', 'default'],
  );
});

test('the Content-Type header of a response is described by its content', async () => {
  const document = withOperation(`operationId: list
responses:
  '200': {description: Pets, headers: {content-type: {schema: {}}, X-Total: {required: true, schema: {type: integer}}}}`);
  const [operation] = (await apiOf(document)).operations;
  assert.deepEqual(
    operation?.responses[0]?.headers.map(({ name, required }) => [name, required]),
    [['X-Total', true]],
  );
});

test('examples are those of the media type, else those of its schema', async () => {
  const named = await contentsOf(
    'application/json: {schema: {type: string, examples: [c]}, examples: {one: {value: a}, two: {value: b}}}',
  );
  assert.deepEqual(
    named[0]?.examples.map(({ name, value }) => [name, value]),
    [
      ['one', 'a'],
      ['two', 'b'],
    ],
  );
  const ofSchema = await contentsOf('application/json: {schema: {type: string, examples: [c, d]}}');
  assert.deepEqual(
    ofSchema[0]?.examples.map(({ name, value }) => [name, value]),
    [
      ['default', 'c'],
      ['default2', 'd'],
    ],
  );
});

test('headers with content, or that are objects, are refused', async () => {
  const header = (description: string) =>
    withOperation(`operationId: list\nresponses:\n  '204':\n    description: None\n    headers:\n      X-Page: ${description}`);
  assert.deepEqual(await refusedLines(header('{content: {application/json: {schema: {type: string}}}}')), [
    'openapi.yaml:11:22 unsupported-feature: a header with content is not supported | Describe it with a schema',
  ]);
  assert.deepEqual(await refusedLines(header('{schema: {type: object}}')), [
    'openapi.yaml:11:21 unsupported-feature: a header that is an object is not supported | Use a text, a number or a list of them',
  ]);
});
