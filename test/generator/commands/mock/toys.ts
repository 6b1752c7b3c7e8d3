import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createMock } from '../../../../generator/commands/mock/create-mock.ts';
import { serveMock } from '../../../../generator/commands/mock/serve-mock.ts';

/** A contract of two files with something of everything that a mock has to know. */
export const toys: Readonly<Record<string, string>> = {
  'openapi.yaml': `openapi: 3.1.0
info: { title: Toys, version: 1.0.0 }
servers: [{ url: 'https://{region}.example.com/v2', variables: { region: { default: eu } } }]
paths:
  /toys:
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 50 } }
        - { name: ids, in: query, explode: false, schema: { type: array, items: { type: integer } } }
        - { name: where, in: query, style: deepObject, explode: true, schema: { type: object, properties: { age: { type: integer } } } }
      responses:
        '200':
          description: All.
          headers: { X-Total: { required: true, schema: { type: integer, minimum: 7, maximum: 7 } } }
          content:
            application/json:
              schema: { type: array, items: { $ref: 'schemas.yaml#/Toy' } }
              examples:
                none: { value: [] }
                one: { value: [{ id: 1, name: Bear }] }
            text/csv: { example: "id,name\\n" }
        '404': { description: None., content: { application/json: { schema: { $ref: '#/components/schemas/Fault' } } } }
        '5XX': { description: Broken., content: { application/json: { example: { text: oh } } } }
    post:
      security: [{ key: [] }, { user: [], tenant: [] }]
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: 'schemas.yaml#/Toy' } }
          application/x-www-form-urlencoded: { schema: { $ref: 'schemas.yaml#/Toy' } }
          multipart/form-data: { schema: { type: object, required: [photo], properties: { photo: { type: string, format: binary }, age: { type: integer } } } }
      responses: { '201': { description: Made., content: { application/json: { schema: { $ref: 'schemas.yaml#/Toy' } } } } }
  /toys/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: { default: { description: One., content: { application/json: { schema: { $ref: 'schemas.yaml#/Toy' } } } } } }
    delete: { responses: { '204': { description: Gone. } } }
  /toys/newest:
    get: { responses: { '200': { description: It., content: { application/json: { example: newest } } } } }
  /toys/{id}.txt:
    get: { responses: { '200': { description: It., content: { text/plain: { schema: { const: a toy } } } } } }
  /colours/{rgb}:
    get:
      parameters: [{ name: rgb, in: path, required: true, style: matrix, explode: true, schema: { type: array, items: { type: integer } } }]
      responses: { '204': { description: Yes. } }
  /boxes:
    get:
      responses:
        '204':
          description: Empty.
          headers:
            X-Size: { schema: { type: object, required: [w, h], properties: { w: { const: 2 }, h: { const: 3 } } } }
            X-Sizes: { explode: true, schema: { example: { w: 2, h: 3 } } }
            X-Lid: { content: { application/json: { schema: { const: { open: true } } } } }
    post:
      requestBody:
        content:
          application/*+json: { schema: { const: 7 } }
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [size, lids, at, notes]
              additionalProperties: false
              properties:
                size: { type: object, required: [w], properties: { w: { type: integer } } }
                lids: { type: array, items: { type: integer } }
                at:
                  type: object
                  required: [x]
                  properties:
                    x: { type: integer }
                    to: { type: array, items: { type: integer } }
                    by: { type: array, items: { type: object, properties: { y: { type: integer } } } }
                notes: { type: array, items: { type: object, required: [text] } }
            encoding: { size: { style: form, explode: false }, lids: { style: pipeDelimited }, at: { style: deepObject, explode: true } }
      responses: { '204': { description: Kept. } }
  /tree:
    get: { responses: { '200': { description: Deep., content: { application/json: { schema: { $ref: '#/components/schemas/Tree' } } } } } }
  /events:
    get: { responses: { '200': { description: Stream., content: { text/event-stream: { itemSchema: { type: object, properties: { event: { const: tick }, data: { type: string } } } } } } } }
  /named-events:
    get: { responses: { '200': { description: Stream., content: { text/event-stream: { x-events: { tick: { type: integer }, message: { const: end } } } } } } }
  /search?name={text}:
    get: { parameters: [{ name: text, in: path, required: true, schema: { type: string } }], responses: { '204': { description: Found. } } }
  /lamp:
    get: { responses: { '200': { description: On or off., content: { application/json: { schema: { $ref: '#/components/schemas/Lamp' } } } } } }
  /animal:
    get: { responses: { '200': { description: One of two., content: { application/json: { $ref: '#/components/schemas/Animal' } } } } }
  /xml:
    get: { responses: { '200': { description: Old., content: { application/xml: { schema: { $ref: '#/components/schemas/Box' }, example: { size: 3, lid: 'a<b' } } } } } }
  /broken:
    get: { responses: { '200': { description: Half., content: { application/json: { schema: { type: object, required: [a], properties: { a: { type: integer, pattern: '(?i:x)' }, b: { $ref: '#/nowhere' } } } } } } } }
  no-slash: { get: {} }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    user: { type: http, scheme: bearer }
    tenant: { type: apiKey, in: query, name: tenant }
  schemas:
    Fault: { type: object, required: [text], properties: { text: { type: string, minLength: 3 } } }
    Tree: { type: object, required: [value, left], properties: { value: { type: integer }, left: { anyOf: [{ $ref: '#/components/schemas/Tree' }, { type: 'null' }] } } }
    Animal: { type: object, required: [kind], properties: { kind: { enum: [Cat] } }, oneOf: [{ $ref: '#/components/schemas/Cat' }] }
    Cat: { allOf: [{ $ref: '#/components/schemas/Animal' }, { required: [age], properties: { age: { const: 9 } } }] }
    Lamp: { oneOf: [{ $ref: '#/components/schemas/Lit' }], discriminator: { propertyName: lit, mapping: { 'true': '#/components/schemas/Lit' } } }
    Lit: { type: object, required: [lit], properties: { lit: { type: boolean } } }
    Box: { type: object, xml: { name: box }, properties: { size: { type: integer, xml: { attribute: true } }, lid: { type: string } } }
`,
  'schemas.yaml': `Toy:
  type: object
  required: [id, name]
  additionalProperties: false
  properties:
    id: { type: integer, readOnly: true }
    name: { type: string, pattern: '^[A-Z][a-z]+$', maxLength: 12 }
    born: { type: string, format: date }
    secret: { type: string, writeOnly: true }
    code: { allOf: [{ $ref: '#/Code' }] }
Code: { type: string, writeOnly: true }
`,
};

/** Files in a folder of their own. */
export function writeDocuments(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'specwright-mock-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A mock on a free port, and what it reported. */
export async function startMock(files: Readonly<Record<string, string>>, names: readonly string[], options: { auth?: boolean; seed?: string } = {}) {
  const { folder, remove } = writeDocuments(files);
  const reports: string[] = [];
  const mock = createMock(names.map((name) => join(folder, name)), {
    seed: options.seed ?? 'test',
    auth: options.auth ?? true,
    report: (message) => reports.push(message),
  });
  const served = await serveMock(mock, { host: '127.0.0.1', port: 0 });
  return { url: served.url, reports, close: () => served.close().then(remove) };
}
