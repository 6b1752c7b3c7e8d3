import { createHash } from 'node:crypto';
import { isRecord } from '../../generator/load/located.ts';
import type { JsonSchema } from '../../generator/model/json-schema.ts';
import { keywordContent } from '../../generator/model/schema-keywords.ts';
import type { Schemas } from './schemas.ts';
import type { Sites } from './site.ts';

/** Words that say nothing about values. */
const notes = new Set(['$comment', 'description', 'example', 'examples', 'externalDocs', 'title', 'xml']);
const unordered = new Set(['required', 'enum', 'type']);

/**
 * Keys of schemas that may stand in two documents: equal keys mean the same schema, whatever its components are called and
 * wherever they stand. Cycles are told apart by refinement: components start equal, and differ as soon as what they say, or the
 * keys of what they refer to, differ; that is repeated until nothing changes.
 */
export class SchemaKeys {
  readonly #keys = new Map<Schemas, Map<string, string>>();

  constructor(documents: readonly Schemas[]) {
    const parts = documents.flatMap((schemas) =>
      [...schemas.components].map(([name, { schema }]) => ({ schemas, name, pieces: textOf(schema).split('\0') })),
    );
    for (const schemas of documents) this.#keys.set(schemas, new Map());
    for (let classes = 0, before = -1; classes !== before; ) {
      const keys = parts.map(({ schemas, pieces }) => this.#digest(pieces, schemas));
      parts.forEach(({ schemas, name }, index) => this.#keys.get(schemas)?.set(name, keys[index] ?? ''));
      before = classes;
      classes = new Set(keys).size;
    }
  }

  keyOf(sites: Sites, schemas: Schemas): string {
    const keys = sites.map(({ schema }) => this.#digest(textOf(schema).split('\0'), schemas));
    return [...new Set(keys)].sort().join(' ');
  }

  /** Every second piece is the name of a component. */
  #digest(pieces: readonly string[], schemas: Schemas): string {
    const [whole = ''] = pieces;
    const known = this.#keys.get(schemas);
    if (pieces.length === 3 && whole === '{"$ref":' && pieces[2] === '}') return known?.get(pieces[1] ?? '') ?? '';
    const hash = createHash('md5');
    pieces.forEach((piece, index) => hash.update(index % 2 === 0 ? piece : (known?.get(piece) ?? '')));
    return hash.digest('base64');
  }
}

/** The text of a schema, its words in order; names of components stand between NUL characters. */
function textOf(schema: JsonSchema): string {
  if (!isRecord(schema)) return JSON.stringify(schema);
  const words = Object.entries(schema)
    .filter(([keyword]) => !notes.has(keyword))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${words.map(([keyword, value]) => `${JSON.stringify(keyword)}:${wordText(keyword, value)}`).join(',')}}`;
}

function wordText(keyword: string, value: unknown): string {
  switch (keywordContent(keyword)) {
    case 'reference':
      return `\0${String(value)}\0`;
    case 'schema':
      return textOf(value as JsonSchema);
    case 'schemas':
      return `[${(value as JsonSchema[]).map(textOf).join(',')}]`;
    case 'schema-map':
      return mapText(value as Record<string, JsonSchema>);
    default:
      return keyword === 'discriminator' ? discriminatorText(value) : dataText(keyword, value);
  }
}

function mapText(members: Readonly<Record<string, JsonSchema>>): string {
  const sorted = Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${textOf(member)}`).join(',')}}`;
}

function discriminatorText(value: unknown): string {
  if (!isRecord(value)) return JSON.stringify(value);
  const mapping = isRecord(value.mapping) ? Object.entries(value.mapping).sort(([a], [b]) => (a < b ? -1 : 1)) : [];
  const targets = mapping.map(([name, target]) => `${JSON.stringify(name)}:\0${String(target)}\0`);
  return `${JSON.stringify(value.propertyName)}{${targets.join(',')}}`;
}

function dataText(keyword: string, value: unknown): string {
  if (!unordered.has(keyword) || !Array.isArray(value)) return JSON.stringify(value);
  return `[${value.map((item) => JSON.stringify(item)).sort().join(',')}]`;
}
