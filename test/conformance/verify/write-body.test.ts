import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeBody } from '../../../conformance/verify/http/write-body.ts';
import { apiOf } from '../../generator/contract-folder.ts';

test('a form is sent with each field in its style, as generated clients send it', async () => {
  const { operations } = await apiOf(`openapi: 3.1.0
info: { title: Forms, version: '1' }
paths:
  /search:
    post:
      operationId: search
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { tags: { type: array, items: { type: string } }, filter: { type: object, properties: { kind: { type: string } } } } }
            encoding: { tags: { style: form, explode: false }, filter: { style: deepObject, explode: true } }
      responses: { '204': { description: Done. } }
`);
  const content = operations[0]?.body?.contents[0];
  assert.ok(content !== undefined);
  const { contentType, bytes } = writeBody({ content, value: { tags: ['a', 'b'], filter: { kind: 'cat' } } });
  assert.deepEqual([contentType, decodeURIComponent(String(bytes))], ['application/x-www-form-urlencoded', 'tags=a,b&filter[kind]=cat']);
});
