import { readPathKey } from '../../model/path-key.ts';
import { membersOf, type DocumentTree, type Place } from './document-tree.ts';
import { decodeBody, type MockBody } from './decode-body.ts';
import { fieldStyles } from './decode-fields.ts';
import { decodeParameter, pairOf, type MockParameter, type RawTexts } from './decode-parameter.ts';
import { mediaSchema, ownSchema } from './media-schema.ts';
import { isJsonType } from './media-types.ts';
import { readParameters, type MockOperation } from './read-operations.ts';
import type { SchemaStore } from './schema-store.ts';
import { TextValues } from './text-values.ts';
import type { Violation } from './violation.ts';

export interface CheckedRequest {
  /** Path and query. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it stood in the path, by parameter. */
  readonly path: Readonly<Record<string, string>>;
  readonly body: MockBody | undefined;
}

/** Headers that are described elsewhere in a document (OpenAPI 3.2, "Parameter Object", `name`). */
const describedElsewhere = new Set(['accept', 'content-type', 'authorization']);

/** Holds requests against what their operation declares. What an operation needs is looked up once. */
export class RequestCheck {
  readonly #tree: DocumentTree;
  readonly #store: SchemaStore;
  readonly #texts: TextValues;
  readonly #parameters = new Map<string, readonly MockParameter[]>();

  constructor(tree: DocumentTree, store: SchemaStore) {
    this.#tree = tree;
    this.#store = store;
    this.#texts = new TextValues((reference) => store.lookUp(reference));
  }

  /** Everything that is wrong with a request; nothing for a right one. */
  violations(operation: MockOperation, request: CheckedRequest): Violation[] {
    const raw = rawTexts(request);
    const found = this.#parametersOf(operation).flatMap((parameter) => this.#checkParameter(parameter, raw));
    return [...found, ...this.#checkBody(operation, request)];
  }

  #checkParameter(parameter: MockParameter, raw: RawTexts): Violation[] {
    const { name, in: place, required, schema } = parameter;
    const pointer = `/${name}`;
    const value = decodeParameter(parameter, raw, this.#texts);
    if (value === undefined) return required ? [{ in: place, pointer, keyword: 'required', message: 'is required' }] : [];
    return this.#store.errors(schema, value).map(({ instancePath, keyword, message = '' }) => ({
      in: place,
      pointer: `${pointer}${instancePath}`,
      keyword,
      message,
    }));
  }

  #checkBody(operation: MockOperation, { headers, body }: CheckedRequest): Violation[] {
    const declared = this.#tree.member(operation.place, 'requestBody');
    if (declared === undefined) return [];
    const required = membersOf(declared.value)['required'] === true;
    if (body === undefined) return required ? [{ in: 'body', pointer: '', keyword: 'required', message: 'a body is required' }] : [];
    const contents = this.#tree.members(this.#tree.member(declared, 'content'));
    const schemaOf = (media: Place) => {
      const place = mediaSchema(this.#tree, media);
      return place === undefined ? undefined : this.#store.schemaAt(place, 'request');
    };
    const decoded = decodeBody(body, headers['content-type'], { contents, schemaOf, stylesOf: (media) => fieldStyles(this.#tree, media), texts: this.#texts });
    if ('violation' in decoded) return [decoded.violation];
    if (decoded.schema === undefined || !('value' in decoded)) return [];
    return this.#store.errors(decoded.schema, decoded.value).map(({ instancePath, keyword, message = '', params }) => ({
      in: 'body',
      pointer: instancePath,
      keyword,
      message: `${message}${detailOf(params as Record<string, unknown>)}`,
    }));
  }

  #parametersOf(operation: MockOperation): readonly MockParameter[] {
    const known = this.#parameters.get(operation.key);
    if (known !== undefined) return known;
    const read = readParameters(this.#tree, operation).flatMap((place) => this.#readParameter(place, operation));
    this.#parameters.set(operation.key, read);
    return read;
  }

  #readParameter(place: Place, { template }: MockOperation): MockParameter[] {
    const { name: written, in: declared, required, style, explode } = membersOf(place.value) as Partial<Record<keyof MockParameter, unknown>>;
    // The key of the path may put it into the query, perhaps under another name.
    const [name, where] = placeOf(String(written), declared, template);
    if (where === 'header' && describedElsewhere.has(name.toLowerCase())) return [];
    if (where === 'path' && !template.includes(`{${name}}`)) {
      this.#tree.report(place, `the path ${template} has no {${name}}; the parameter is not checked`);
      return [];
    }
    const [[type, media] = [undefined, undefined]] = this.#tree.members(this.#tree.member(place, 'content'));
    const schema = ownSchema(this.#tree, media ?? place);
    const used = typeof style === 'string' ? style : where === 'query' || where === 'cookie' ? 'form' : 'simple';
    return [
      {
        name,
        in: where,
        required: required === true,
        style: used,
        explode: typeof explode === 'boolean' ? explode : used === 'form' || used === 'cookie',
        isJson: type !== undefined && isJsonType(type),
        schema: schema === undefined ? true : this.#store.schemaAt(schema, 'request'),
      },
    ];
  }
}

function placeOf(name: string, declared: unknown, template: string): [name: string, place: string] {
  const [moved] = [...readPathKey(template).inQuery].find(([, parameter]) => parameter === name) ?? [];
  return declared === 'path' && moved !== undefined ? [moved, 'query'] : [name, String(declared)];
}

/** Names what the message leaves out. */
function detailOf(params: Record<string, unknown>): string {
  const named = params['additionalProperty'] ?? params['unevaluatedProperty'] ?? params['allowedValues'] ?? params['allowedValue'];
  return named === undefined ? '' : `: ${JSON.stringify(named)}`;
}

function rawTexts({ url, headers, path }: CheckedRequest): RawTexts {
  const at = url.indexOf('?');
  const query = at < 0 ? [] : url.slice(at + 1).split('&').filter((part) => part !== '').map(pairOf);
  const cookies = (headers['cookie'] ?? '').split(';').map((part) => part.trim()).filter((part) => part !== '').map(pairOf);
  return { path, query, headers, cookies };
}
