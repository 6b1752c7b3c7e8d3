/** A document of OpenAPI, as far as edits look at it. */
export interface EditableDocument {
  info: { version: string };
  servers?: { url: string }[];
  tags?: unknown[];
  paths: Record<string, Record<string, EditableOperation>>;
  components: { schemas: Record<string, EditableSchema>; securitySchemes?: Record<string, object> };
}

interface EditableOperation {
  summary?: string;
  operationId?: string;
  tags?: string[];
}

interface EditableSchema {
  type?: string;
  description?: string;
  required?: string[];
  properties?: Record<string, object>;
}

/** What authors do to a document, each after the one before. */
export const documentEdits: Readonly<Record<string, (document: EditableDocument) => void>> = {
  'a summary': (document) => editSummary(document, 0),
  'two summaries, far apart': (document) => {
    editSummary(document, 0);
    editSummary(document, -1);
  },
  'the version': ({ info }) => (info.version += '.1'),
  'a tag': (document) => (document.tags = [...(document.tags ?? []), { name: 'edited' }]),
  'a rule of a component': (document) => addProperty(document, 0, { type: 'integer', maximum: 9 }),
  'a new component': ({ components }) => (components.schemas.brandNew = { type: 'object', properties: { name: { type: 'string' } } }),
  'a new $ref': (document) => addProperty(document, 1, { $ref: '#/components/schemas/brandNew' }),
  'the $ref is gone': (document) => delete propertiesOf(document, 1)?.edited,
  'a new operation': (document) => insertPath(document, 'brandNew'),
  'another operationId': ({ paths }) => Object.assign(paths['/brand-new']?.['get'] ?? {}, { operationId: 'brandNewer' }),
  'the operation is gone': ({ paths }) => delete paths['/brand-new'],
  'a server': (document) => (document.servers = [{ url: (document.servers?.[0]?.url ?? 'https://api.example').replace('://', '://other.') }]),
  'a security scheme': ({ components }) => (components.securitySchemes = { ...components.securitySchemes, brandNew: { type: 'http', scheme: 'bearer' } }),
  'a rule of the component with most users': (document) => addProperty(document, -1, { type: 'integer', maximum: 9 }),
  'required there': (document) => requireProperty(document, -1),
};

function editSummary({ paths }: EditableDocument, which: number): void {
  const operations = Object.values(paths).flatMap((item) => Object.values(item)).filter(({ summary }) => typeof summary === 'string');
  const operation = operations.at(which);
  if (operation !== undefined) operation.summary = `Edited ${operation.summary ?? ''}`;
}

/** In the middle, in the folder of the operation that is there. */
function insertPath(document: EditableDocument, operationId: string): void {
  const members = Object.entries(document.paths);
  const place = Math.floor(members.length / 2);
  const [neighbour] = Object.values(members[place]?.[1] ?? {});
  const parameters = [{ name: 'page', in: 'query', schema: { type: 'integer' } }];
  members.splice(place, 0, ['/brand-new', { get: { operationId, tags: neighbour?.tags ?? [], parameters, responses: { 204: { description: 'Done.' } } } as EditableOperation }]);
  document.paths = Object.fromEntries(members);
}

function requireProperty(document: EditableDocument, which: number): void {
  const schema = componentOf(document, which);
  const name = Object.keys(schema?.properties ?? {}).find((one) => schema?.required?.includes(one) !== true);
  if (schema !== undefined && name !== undefined) schema.required = [...(schema.required ?? []), name];
}

function addProperty(document: EditableDocument, which: number, property: object): void {
  Object.assign(propertiesOf(document, which) ?? {}, { edited: property });
}

/** The properties of a component that an operation refers to; those that few refer to come first. */
function propertiesOf(document: EditableDocument, which: number): Record<string, object> | undefined {
  return componentOf(document, which)?.properties;
}

function componentOf(document: EditableDocument, which: number): EditableSchema | undefined {
  const text = JSON.stringify(document.paths);
  const counts = Object.keys(document.components.schemas).map((name) => [name, text.split(`"#/components/schemas/${name}"`).length - 1] as const);
  const used = counts.filter(([name, count]) => count > 0 && document.components.schemas[name]?.properties !== undefined && name !== 'brandNew');
  const [name = ''] = used.sort(([, some], [, others]) => some - others).at(which) ?? [];
  return document.components.schemas[name];
}
