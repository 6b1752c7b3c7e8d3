/** Operations whose bodies are more than one JSON: they join the rich contract. */
export const bodiesPaths = `  /notes:
    post:
      operationId: createNote
      tags: [Bodies]
      security: []
      parameters: [{ name: as, in: query, schema: { enum: [csv, json, odd] } }]
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: '#/components/schemas/Note' } }
          application/json; version=2: { schema: { type: object, required: [words], properties: { words: { type: array, items: { type: string } } } } }
          text/plain: { schema: { type: string, maxLength: 100 } }
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [text]
              properties:
                text: { type: string }
                tags: { type: array, items: { type: string } }
                sizes: { type: array, items: { type: integer } }
                where: { type: object, properties: { city: { type: string }, near: { type: array, items: { type: integer } } } }
                more: { type: object, properties: { a: { type: integer } } }
            encoding: { where: { style: deepObject }, sizes: { style: spaceDelimited, explode: false } }
          image/*: {}
      responses:
        2XX:
          description: The note, as it was understood.
          headers:
            X-Page: { explode: true, schema: { type: object, properties: { size: { type: integer }, sort: { type: string } } } }
            X-Sizes: { schema: { type: array, items: { type: integer } } }
            X-More: { content: { application/json: { schema: { type: object } } } }
          content:
            application/json: { schema: { type: object, required: [type], properties: { type: { type: string } }, additionalProperties: true } }
            text/csv: { schema: { type: string } }
            image/*: {}
        4XX: { description: Wrong., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        default: { description: Broken., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
  /photos:
    post:
      operationId: addPhoto
      tags: [Bodies]
      security: []
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema:
              type: object
              required: [name, photo]
              properties:
                name: { type: string, minLength: 1 }
                age: { type: integer }
                tags: { type: array, items: { type: string } }
                meta: { type: object, properties: { a: { type: integer } } }
                photo: { type: string, format: binary, maxLength: 1000 }
                docs: { type: array, items: { type: string, format: binary } }
            encoding:
              photo: { contentType: 'image/png, image/jpeg', headers: { X-Rate: { schema: { type: integer } } } }
      responses:
        '201': { description: Taken., content: { application/json: { schema: { type: object, additionalProperties: true } } } }
        '413': { description: Too large., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        '415': { description: Wrong., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        '400': { description: Wrong., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
  /files/{name}:
    parameters: [{ name: name, in: path, required: true, schema: { type: string } }]
    put:
      operationId: putFile
      tags: [Bodies]
      security: []
      x-body-limit: 3000000
      requestBody: { required: true, content: { application/octet-stream: { x-streamed: true } } }
      responses:
        '200': { description: Its size., content: { text/plain: { schema: { type: integer } } } }
        4XX: { description: Wrong., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        '413': { description: Too large., content: { application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } } } }
    get:
      operationId: getFile
      tags: [Bodies]
      security: []
      responses:
        '200': { description: Its bytes., content: { application/octet-stream: {} } }
        '404': { description: None., content: { application/xml: { schema: { type: object } } } }
`;

export const bodiesSchemas = `    Note:
      type: object
      required: [text]
      additionalProperties: false
      properties: { text: { type: string, minLength: 1 } }
`;

export const bodiesHandlers: Readonly<Record<string, string>> = {
  'handlers/rich/bodies/create-note.ts': `import type { CreateNote } from '../../../generated/rich/operations.ts';
import type { Context } from '../context.ts';
export const createNote: CreateNote<Context> = ({ contentType, body, query, accepts }) => {
  const headers = { 'x-page': { size: 2, sort: 'up' }, 'x-sizes': [1, 2], 'x-more': { text: 'ü' } };
  if (query.as === 'csv') return { status: 201, contentType: 'text/csv', body: 'a,b', headers };
  if (accepts === 'image/gif') return { status: 200, contentType: accepts, body: Uint8Array.of(1, 2) };
  const value = body instanceof Uint8Array ? body.length : body;
  return { status: 200, contentType: 'application/json', body: { type: contentType, value }, headers };
};
`,
  'handlers/rich/bodies/add-photo.ts': `import type { AddPhoto } from '../../../generated/rich/operations.ts';
import type { Context } from '../context.ts';
export const addPhoto: AddPhoto<Context> = async ({ body: { photo, docs = [], ...rest } }) => ({
  status: 201,
  body: { ...rest, photo: [photo.name, photo.type, photo.size, photo.headers], docs: await Promise.all(docs.map((doc) => doc.text())) },
});
`,
  'handlers/rich/bodies/put-file.ts': `import type { PutFile } from '../../../generated/rich/operations.ts';
import type { Context } from '../context.ts';
export const putFile: PutFile<Context> = async ({ body }) => {
  let size = 0;
  for await (const chunk of body) size += chunk.length;
  return { status: 200, body: size };
};
`,
  'handlers/rich/bodies/get-file.ts': `import type { GetFile } from '../../../generated/rich/operations.ts';
import type { Context } from '../context.ts';
async function* pieces() {
  for (let index = 0; index < 3; index += 1) yield new Uint8Array(100_000).fill(index);
}
export const getFile: GetFile<Context> = ({ path }) =>
  path.name === 'none' ? { status: 404, body: '<none/>' } : { status: 200, body: pieces() };
`,
};

/** Uses that have to compile, and, after each \`@ts-expect-error\`, one that must not. */
export const bodiesUse = `import type { Download } from 'specwright/client';
import { createClient } from './generated/rich/client/index.ts';
import { links } from './generated/rich/client/links.ts';
const client = createClient({ baseUrl: '' });
const note = await client.createNote({ contentType: 'text/plain', body: 'x' });
await client.createNote({ body: { text: 'x' } });
await client.createNote({ contentType: 'image/png', body: new Blob([]) });
// @ts-expect-error a text is no note
await client.createNote({ body: 'x' });
// @ts-expect-error not one of its media types
await client.createNote({ contentType: 'text/html', body: 'x' });
if (note.status === 201 && note.contentType === 'text/csv') note.body.slice(1);
if (note.status === 200 && note.contentType === 'application/json') note.body.type.slice(1);
if (note.status === 200 && note.contentType !== 'application/json' && note.contentType !== 'text/csv') await note.body.bytes();
if (note.status === 200) note.headerValues['x-page']?.size?.toFixed();
if (note.status === 404) note.body.error.slice(1);
await client.addPhoto({ body: { name: 'x', photo: { content: new Uint8Array(), name: 'a.png', type: 'image/png', headers: { 'X-Rate': 1 } }, docs: [new Blob([])] } });
// @ts-expect-error the photo is required
await client.addPhoto({ body: { name: 'x' } });
const size = await client.putFile({ path: { name: 'a' }, body: new Blob([]).stream() });
if (size.status === 200) size.body.toFixed();
const file = await client.getFile({ path: { name: 'a' } });
if (file.status === 200) file.body satisfies Download;
if (file.status === 404) file.body.slice(1);
const item = { body: { name: 'a' } };
const created = await client.createItem(item);
if (created.status === 201) await client.getFile(links.createItem.FileOfItem(created));
if (created.status === 201) await client.createItem(links.createItem.Again(created, item));
if (created.status === 201) await client.putFile({ ...links.createItem.Elsewhere(created), body: new Blob([]) });
// @ts-expect-error only this answer leads there
if (created.status === 400) await client.getFile(links.createItem.FileOfItem(created));
// @ts-expect-error the bytes are not in the link
if (created.status === 201) await client.putFile(links.createItem.Elsewhere(created));
`;
