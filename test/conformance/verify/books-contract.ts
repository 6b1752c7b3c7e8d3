/** A library of books, as public APIs are: envelopes, pages, conditional requests, keys of idempotency, things that name others. */
export const booksContract = `openapi: 3.0.3
info: { title: Library, version: 1.0.0 }
servers: [{ url: http://localhost/api/v1 }]
security: [{ token: [] }]
tags: [{ name: books }]
paths:
  /books:
    get:
      operationId: listBooks
      tags: [books]
      parameters:
        - { name: page, in: query, schema: { type: integer, minimum: 1, default: 1 } }
        - { name: per_page, in: query, schema: { type: integer, minimum: 1, maximum: 100, default: 50 } }
        - { name: genre, in: query, schema: { $ref: '#/components/schemas/Genre' } }
      responses:
        '200':
          description: Books.
          content:
            application/json:
              schema:
                type: object
                required: [data, total]
                properties: { data: { type: array, items: { $ref: '#/components/schemas/Book' } }, total: { type: integer } }
        '400': { $ref: '#/components/responses/Error' }
        '401': { $ref: '#/components/responses/Error' }
    post:
      operationId: addBook
      tags: [books]
      parameters: [{ name: Idempotency-Key, in: header, schema: { type: string, format: uuid } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewBook' } } } }
      responses:
        '201': { description: Added., headers: { Location: { schema: { type: string } } }, content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } }, links: { it: { operationId: getBook, parameters: { book_id: '$response.body#/id' } } } }
        '400': { $ref: '#/components/responses/Error' }
        '401': { $ref: '#/components/responses/Error' }
        '409': { $ref: '#/components/responses/Error' }
  /books/{book_id}:
    parameters: [{ name: book_id, in: path, required: true, schema: { type: integer, minimum: 1 } }]
    get:
      operationId: getBook
      tags: [books]
      responses:
        '200': { description: It., headers: { ETag: { schema: { type: string } } }, content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } }
        '304': { description: Not changed. }
        '400': { $ref: '#/components/responses/Error' }
        '401': { $ref: '#/components/responses/Error' }
        '404': { $ref: '#/components/responses/Error' }
    put:
      operationId: replaceBook
      tags: [books]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewBook' } } } }
      responses:
        '200': { description: Replaced., content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } }
        '400': { $ref: '#/components/responses/Error' }
        '401': { $ref: '#/components/responses/Error' }
        '404': { $ref: '#/components/responses/Error' }
        '412': { $ref: '#/components/responses/Error' }
        '409': { $ref: '#/components/responses/Error' }
    patch:
      operationId: changeBook
      tags: [books]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/BookChange' } } } }
      responses:
        '200': { description: Changed., content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } }
        '400': { $ref: '#/components/responses/Error' }
        '401': { $ref: '#/components/responses/Error' }
        '404': { $ref: '#/components/responses/Error' }
        '409': { $ref: '#/components/responses/Error' }
    delete:
      operationId: removeBook
      tags: [books]
      responses:
        '204': { description: Removed. }
        '400': { $ref: '#/components/responses/Error' }
        '401': { $ref: '#/components/responses/Error' }
        '404': { $ref: '#/components/responses/Error' }
  /reviews:
    post:
      operationId: addReview
      tags: [books]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Review' } } } }
      responses:
        '201': { description: Added., content: { application/json: { schema: { $ref: '#/components/schemas/Review' } } } }
        '400': { $ref: '#/components/responses/Error' }
        '401': { $ref: '#/components/responses/Error' }
        '422': { $ref: '#/components/responses/Error' }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  responses:
    Error: { description: Refused., content: { application/json: { schema: { type: object, required: [error], properties: { error: { type: object, required: [code, message], properties: { code: { type: string }, message: { type: string } } } } } } } }
  schemas:
    Genre: { type: string, enum: [novel, poetry, science] }
    NewBook:
      type: object
      required: [title, genre]
      properties:
        title: { type: string, minLength: 1, maxLength: 60 }
        genre: { $ref: '#/components/schemas/Genre' }
        pages: { type: integer, minimum: 1, maximum: 5000, nullable: true }
        published: { type: string, format: date }
        price: { type: number, minimum: 0 }
        in_print: { type: boolean }
    BookChange:
      type: object
      minProperties: 1
      additionalProperties: false
      properties:
        title: { type: string, minLength: 1, maxLength: 60 }
        genre: { $ref: '#/components/schemas/Genre' }
        pages: { type: integer, minimum: 1, maximum: 5000, nullable: true }
    Book:
      allOf:
        - { $ref: '#/components/schemas/NewBook' }
        - type: object
          required: [id, updated_at]
          properties: { id: { type: integer, readOnly: true }, updated_at: { type: string, format: date-time, readOnly: true } }
    Review:
      type: object
      required: [book_id, stars]
      properties: { book_id: { type: integer, minimum: 1 }, stars: { type: integer, minimum: 1, maximum: 5 }, text: { type: string, maxLength: 200 } }
`;
