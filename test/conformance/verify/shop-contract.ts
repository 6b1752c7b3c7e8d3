/** A small shop: what a service usually has, and nothing of ours in it. */
export const shopContract = `openapi: 3.1.0
info: { title: Shop, version: '1' }
security: [{ key: [] }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 50, default: 20 } }
        - { name: kind, in: query, schema: { type: string, enum: [cat, dog] } }
        - { name: X-Trace, in: header, schema: { type: string, pattern: '^[a-f0-9]{8}$' } }
      responses:
        '200':
          description: Pets.
          headers: { X-Total: { required: true, schema: { type: integer, minimum: 0 } } }
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } }
        '400': { $ref: '#/components/responses/Problem' }
        '401': { $ref: '#/components/responses/Problem' }
    post:
      operationId: createPet
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/NewPet' }
            examples: { tom: { value: { name: Tom, kind: cat, age: 3, tags: [grey] } } }
      responses:
        '201':
          description: Made.
          headers: { Location: { required: true, schema: { type: string, format: uri-reference } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
        '400': { $ref: '#/components/responses/Problem' }
        '401': { $ref: '#/components/responses/Problem' }
        '415': { $ref: '#/components/responses/Problem' }
  /pets/{petId}:
    parameters: [{ name: petId, in: path, required: true, schema: { type: string, pattern: '^p[0-9]+$' } }]
    get:
      operationId: getPet
      responses:
        '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
        '400': { $ref: '#/components/responses/Problem' }
        '401': { $ref: '#/components/responses/Problem' }
        '404': { $ref: '#/components/responses/Problem' }
    delete:
      operationId: deletePet
      responses:
        '204': { description: Gone. }
        '400': { $ref: '#/components/responses/Problem' }
        '401': { $ref: '#/components/responses/Problem' }
        '404': { $ref: '#/components/responses/Problem' }
  /status:
    get:
      operationId: getStatus
      security: []
      responses:
        '200': { description: Words., content: { text/plain: { schema: { type: string } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  responses:
    Problem: { description: Refused., content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
  schemas:
    Problem: { type: object, required: [error], properties: { error: { type: string } } }
    NewPet:
      type: object
      required: [name, kind]
      additionalProperties: false
      properties:
        name: { type: string, minLength: 2, maxLength: 20 }
        kind: { type: string, enum: [cat, dog] }
        age: { type: integer, minimum: 0, maximum: 40 }
        weight: { type: number, exclusiveMinimum: 0, multipleOf: 0.5 }
        email: { type: string, format: email }
        chip: { type: string, pattern: '^[0-9]{4}$' }
        tags: { type: array, maxItems: 3, uniqueItems: true, items: { type: string, maxLength: 8 } }
        home: { type: object, required: [city], properties: { city: { type: string, minLength: 1 }, zip: { type: string, maxLength: 5 } } }
        note: { type: [string, 'null'], maxLength: 10 }
    Pet:
      type: object
      required: [id, name, kind]
      properties:
        id: { type: string, pattern: '^p[0-9]+$' }
        name: { type: string }
        kind: { type: string, enum: [cat, dog] }
        age: { type: integer }
        born: { type: string, format: date }
`;
