import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, refusedLines, warnedLines, withOperation } from '../contract-folder.ts';

/** One operation that answers with the content, which stands in line 8. */
const answering = (content: string) =>
  withOperation(`operationId: list\nresponses:\n  '200': {description: Pets, content: {${content}}}`);

async function contentsOf(content: string) {
  const [operation] = (await apiOf(answering(content))).operations;
  return operation?.responses[0]?.contents ?? [];
}

/** The same content as what an operation takes. */
async function bodyOf(content: string) {
  const document = withOperation(`operationId: list\nrequestBody: {content: {${content}}}\nresponses:\n  '204': {description: None}`);
  const [operation] = (await apiOf(`${document}\ncomponents: {schemas: {Base: {type: object, required: [a], properties: {a: {type: string}}}}}`)).operations;
  const [found] = operation?.body?.contents ?? [];
  assert.ok(found);
  return found;
}

const codecs: [string, string][] = [
  ['application/json: {schema: {type: object}}', 'json'],
  ['Application/JSON: {}', 'json'],
  ['application/problem+json; charset=utf-8: {}', 'json'],
  ['application/x-www-form-urlencoded: {schema: {type: object}}', 'form'],
  ['text/plain: {schema: {type: string}}', 'text'],
  ['text/csv: {}', 'text'],
  ['text/json: {}', 'json'],
  ['application/xml: {schema: {type: object}}', 'text'],
  ['application/atom+xml: {}', 'text'],
  ['application/vnd.pets+json; version=2: {}', 'json'],
  ['application/yaml: {schema: {type: object}}', 'binary'],
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

test('a multipart body is taken apart when it comes, and is bytes when it goes out', async () => {
  const form = 'multipart/form-data: {schema: {type: object}}';
  assert.deepEqual((await contentsOf(form)).map(({ codec }) => codec), ['binary']);
  assert.deepEqual((await bodyOf(form)).codec, 'multipart');
  assert.deepEqual((await bodyOf('multipart/mixed: {schema: {type: object}}')).codec, 'binary');
});

test('the bytes of a request may be streamed, and nothing else', async () => {
  assert.equal((await bodyOf('image/*: {x-streamed: true}')).streamed, true);
  assert.equal((await bodyOf('image/*: {x-streamed: false}')).streamed, undefined);
  const takes = (content: string, more = '') =>
    withOperation(`operationId: list${more}\nrequestBody: {content: {${content}}}\nresponses:\n  '204': {description: None}`);
  assert.deepEqual(await refusedLines(takes('application/json: {x-streamed: true}')), ['openapi.yaml:7:50 unknown-extension: x-streamed means nothing here | Write it on: bytes of a request']);
  assert.deepEqual(await refusedLines(answering('image/png: {x-streamed: true}')), ['openapi.yaml:8:58 unknown-extension: x-streamed means nothing here | Write it on: bytes of a request']);
  assert.deepEqual(await refusedLines(takes('image/png: {x-streamed: yes}')), ['openapi.yaml:7:55 invalid-extension: x-streamed must be true or false | Write x-streamed: true']);
  assert.deepEqual(await refusedLines(takes('image/png: {x-streamed: true}', '\nx-idempotency: {}')), [
    'openapi.yaml:8:42 invalid-extension: a body that is streamed cannot be compared with an earlier one | Write x-idempotency: false on the operation, or leave x-streamed out',
  ]);
});

test('a range that may be anything is what its schema describes', async () => {
  const codecFor = async (schema: string) => (await contentsOf(`"*/*": {schema: ${schema}}`)).map(({ codec }) => codec);
  assert.deepEqual(await codecFor('{type: object}'), ['json']);
  assert.deepEqual(await codecFor('{type: string}'), ['text']);
  assert.deepEqual(await codecFor('{type: string, format: binary}'), ['binary']);
  assert.deepEqual((await contentsOf('"image/*": {schema: {type: object}}')).map(({ codec }) => codec), ['binary']);
});

test('a text becomes what its schema says, unless that looks into it, as into XML', async () => {
  const shapeOf = async (content: string) => (await contentsOf(content))[0]?.shape?.types;
  assert.deepEqual(await shapeOf('text/plain: {schema: {type: integer}}'), ['integer']);
  assert.deepEqual(await shapeOf('text/csv: {schema: {type: string, format: binary}}'), undefined);
  assert.deepEqual(await shapeOf('application/xml: {schema: {type: object}}'), undefined);
});

const bodyFields = async (content: string) => {
  const { fields = [], others } = await bodyOf(content);
  return [...fields.map(({ name, as, isList, required, style }) => [name, as, isList, required, style].join(' ')), ...(others ? ['others'] : [])];
};

test('the parts of a multipart body are texts, JSON or files, by their schemas', async () => {
  const properties = '{name: {type: string}, age: {type: [integer, "null"]}, tags: {type: array, items: {type: string}}, meta: {type: object}, rows: {type: array, items: {type: object}}, photo: {type: string, format: binary}, docs: {type: array, items: {type: string, contentMediaType: application/pdf}}, raw: {}, code: {type: string, contentEncoding: base64}}';
  assert.deepEqual(await bodyFields(`multipart/form-data: {schema: {type: object, required: [name, photo], additionalProperties: {type: string}, properties: ${properties}}}`), [
    'name text false true form', 'age text false false form', 'tags text true false form', 'meta json false false form', 'rows json true false form',
    'photo file false true form', 'docs file true false form', 'raw file false false form', 'code text false false form', 'others',
  ]);
});

test('an encoding decides before the schema does', async () => {
  const content = `multipart/form-data: {schema: {type: object, properties: {a: {type: string}, b: {type: string}, c: {type: object}, d: {type: object}}},
    encoding: {a: {contentType: 'image/png, image/jpeg', headers: {X-Rate: {schema: {type: integer}}}}, b: {contentType: application/json}, c: {contentType: text/csv}, d: {style: deepObject}}}`;
  assert.deepEqual(await bodyFields(content), ['a file false false form', 'b json false false form', 'c text false false form', 'd text false false deepObject']);
  const [photo] = (await bodyOf(content)).fields ?? [];
  assert.deepEqual([photo?.mediaTypes, photo?.headers.map(({ name, shape }) => [name, shape.types])], [['image/png', 'image/jpeg'], [['X-Rate', ['integer']]]]);
});

test('sizes of files are those of their schema', async () => {
  const [one, many] = (await bodyOf('multipart/form-data: {schema: {type: object, properties: {one: {type: string, format: binary, minLength: 1, maxLength: 10}, many: {type: array, items: {type: string, format: binary, maxLength: 20}}}}}')).fields ?? [];
  assert.deepEqual([one?.minBytes, one?.maxBytes, many?.maxBytes], [1, 10, 20]);
});

test('fields of a form are texts in their style, objects JSON', async () => {
  const form = 'application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: integer}, b: {type: array, items: {type: integer}}, c: {type: object}, d: {type: object}}}, encoding: {b: {explode: false}, d: {style: deepObject}}}';
  assert.deepEqual(await bodyFields(form), ['a text false false form', 'b text true false form', 'c json false false form', 'd text false false deepObject']);
  assert.deepEqual((await bodyOf(form)).fields?.map(({ explode }) => explode), [true, false, true, true]);
});

test('properties are found through references and combinators', async () => {
  const schema = '{allOf: [{$ref: "#/components/schemas/Base"}, {type: object, required: [b], properties: {b: {type: string}}}], oneOf: [{required: [c], properties: {c: {type: string, format: binary}}}]}';
  assert.deepEqual(await bodyFields(`multipart/form-data: {schema: ${schema}}`), ['a text false true form', 'b text false true form', 'c file false false form']);
});

test('a form is an object, and its encoding names its fields', async () => {
  const form = (rest: string) => answering(`application/x-www-form-urlencoded: {${rest}}`);
  assert.deepEqual(await refusedLines(form('schema: {type: array}')), [
    'openapi.yaml:8:46 unsupported-encoding: a form is an object | Write type: object, with the fields as its properties',
  ]);
  assert.deepEqual(await warnedLines(form('schema: {type: object}, encoding: {tags: {style: pipeDelimited}}')), [
    'openapi.yaml:8:117 ignored-member: the schema has no property tags | The members of encoding are named like properties of the schema; remove or rename it; until then it is ignored',
  ]);
});

test('a form that its contract describes as a text is that text', async () => {
  const { codec, shape } = await bodyOf('application/x-www-form-urlencoded: {schema: {type: string, maxLength: 9}}');
  assert.deepEqual([codec, shape?.types], ['text', ['string']]);
  assert.equal((await bodyOf('application/x-www-form-urlencoded: {schema: {type: string, format: binary}}')).codec, 'binary');
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

test('headers may be objects or JSON, but nothing within others', async () => {
  const header = (description: string) =>
    withOperation(`operationId: list\nresponses:\n  '204':\n    description: None\n    headers:\n      X-Page: ${description}`);
  const headersOf = async (description: string) => (await apiOf(header(description))).operations[0]?.responses[0]?.headers.map(({ contentType, explode, shape }) => [contentType, explode, shape.types]);
  assert.deepEqual(await headersOf('{content: {application/json: {schema: {type: object, properties: {a: {type: object}}}}}}'), [['application/json', false, ['object']]]);
  assert.deepEqual(await headersOf('{content: {text/plain: {schema: {type: integer}}}}'), [[undefined, false, ['integer']]]);
  assert.deepEqual(await headersOf('{explode: true, schema: {type: object, properties: {a: {type: integer}}}}'), [[undefined, true, ['object']]]);
  assert.deepEqual(await refusedLines(header('{schema: {type: object, properties: {a: {type: array}}}}')), [
    'openapi.yaml:11:21 unsupported-style: style simple cannot carry arrays or objects within others | Use content: {application/json: …} for nested values, or style: deepObject in the query',
  ]);
  assert.deepEqual(await refusedLines(header('{content: {application/xml: {schema: {type: object}}}}')), [
    'openapi.yaml:11:32 unsupported-encoding: a header cannot be application/xml | Use application/json, or a schema',
  ]);
});

test('a media type that is a reference, which only OpenAPI 3.2 has, is followed with a warning', async () => {
  const document = withOperation(
    `operationId: list
responses:
  '200': {description: Pets, content: {application/json: {$ref: '#/components/x-pets'}}}`,
    'components: {x-pets: {schema: {type: string}}}\n',
  );
  assert.deepEqual(await warnedLines(document), [
    'openapi.yaml:8:65 misplaced-reference: application/json must not be a reference | Write out what it refers to; until then it is followed all the same',
  ]);
  assert.deepEqual((await apiOf(document)).operations[0]?.responses[0]?.contents[0]?.schema, { type: 'string' });
});

test('a form that can never be what its schema says is not taken where there are other media types, with a warning', async () => {
  const list = '{schema: {type: array}}';
  const taking = (types: string) => withOperation(`operationId: add\nrequestBody: {content: {${types}}}\nresponses: {'204': {description: Done}}`);
  const document = taking(`application/x-www-form-urlencoded: ${list}, application/json: ${list}, multipart/form-data: ${list}`);
  assert.deepEqual((await warnedLines(document)).map((line) => line.replace(/ \|.*/, '')), [
    'openapi.yaml:7:31 unsupported-encoding: no body of application/x-www-form-urlencoded can be what its schema says',
    'openapi.yaml:7:134 unsupported-encoding: no body of multipart/form-data can be what its schema says',
  ]);
  assert.deepEqual((await apiOf(document)).operations[0]?.body?.contents.map(({ mediaType }) => mediaType), ['application/json']);
  assert.equal((await refusedLines(taking(`application/x-www-form-urlencoded: ${list}, multipart/form-data: ${list}`))).length, 2);
});

test('content of an answer that cannot have any is told, and ignored', async () => {
  const document = withOperation("operationId: clear\nresponses: {'204': {description: Done, content: {application/json: {schema: {type: string}}}}, '205': {description: Again, content: {}}}");
  assert.deepEqual(await warnedLines(document), [
    'openapi.yaml:7:46 ignored-member: an answer with status 204 has no content | Remove it, or use another status; until then it is ignored',
  ]);
  assert.deepEqual((await apiOf(document)).operations[0]?.responses.map(({ contents }) => contents), [[], []]);
});
