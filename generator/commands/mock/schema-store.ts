import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Lookup } from '../../model/branches.ts';
import { choiceKeyword } from '../../model/choice-keyword.ts';
import { toNumbers } from '../../model/lift-int64.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import { subschemaMaps } from './schema-keywords.ts';
import { convertSchema, toPattern, type Direction } from './convert-schema.ts';
import { membersOf, type DocumentTree, type DynamicScope, type Place } from './document-tree.ts';

/** The schemas of a document, each converted and compiled when it is first needed. */
export class SchemaStore {
  readonly #tree: DocumentTree;
  readonly #ignoresSiblings: boolean;
  readonly #compiler = createCompiler((id) => (this.#referred.has(id) ? this.lookUp(id) : true));
  /** By file, pointer and direction. */
  readonly #ids = new Map<string, string>();
  readonly #referred = new Map<string, { readonly place: Place; readonly direction: Direction; readonly scope: DynamicScope }>();
  readonly #converted = new Map<string, JsonSchema>();
  readonly #compiled = new Map<JsonSchema, ValidateFunction | undefined>();

  constructor(tree: DocumentTree) {
    this.#tree = tree;
    const { openapi } = membersOf(tree.root.value);
    this.#ignoresSiblings = typeof openapi === 'string' && openapi.startsWith('3.0');
  }

  /** The schema at a place, as a reference if that is where it leads. */
  schemaAt(place: Place, direction: Direction): JsonSchema {
    const schema = this.lookUp(this.#refer(place, direction, this.#tree.enter(place, new Map())));
    const { $ref, ...others } = membersOf(schema);
    return typeof $ref === 'string' && Object.keys(others).length === 0 ? this.lookUp($ref) : schema;
  }

  /** The schema that `$ref` names. */
  lookUp(id: string): JsonSchema {
    const known = this.#converted.get(id);
    if (known !== undefined) return known;
    const { place, direction, scope } = this.#referred.get(id)!;
    const schema = convertSchema(place, {
      tree: this.#tree,
      direction,
      ignoresSiblings: this.#ignoresSiblings,
      scope,
      refer: (target, wanted, entered) => this.#refer(target, wanted, entered),
    });
    this.#converted.set(id, schema);
    return schema;
  }

  /** What is wrong with a value; nothing, and a report, where the schema cannot be compiled. */
  errors(schema: JsonSchema, value: unknown): readonly ErrorObject[] {
    const validate = this.#validator(schema);
    return validate === undefined || validate(toNumbers(value)) === true ? [] : (validate.errors ?? []);
  }

  #refer(place: Place, direction: Direction, scope: DynamicScope): string {
    const entered = [...scope].map(([name, { file, pointer }]) => ` ${name}=${file}#${pointer}`).sort();
    const key = `${direction} ${place.file}#${place.pointer}${entered.join('')}`;
    const id = this.#ids.get(key) ?? `mock:${this.#ids.size}`;
    this.#ids.set(key, id);
    if (!this.#referred.has(id)) this.#referred.set(id, { place, direction, scope });
    return id;
  }

  #validator(schema: JsonSchema): ValidateFunction | undefined {
    if (!this.#compiled.has(schema)) this.#compiled.set(schema, this.#compile(schema));
    return this.#compiled.get(schema);
  }

  #compile(schema: JsonSchema): ValidateFunction | undefined {
    try {
      this.#addReached(schema);
      return this.#compiler.compile(toNumbers(schema) as JsonSchema);
    } catch (error) {
      const message = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
      this.#tree.report(this.#tree.root, `a schema cannot be compiled, so anything is accepted: ${message}`);
      return undefined;
    }
  }

  #addReached(schema: unknown): void {
    if (typeof schema !== 'object' || schema === null) return;
    const { $ref } = schema as { $ref?: unknown };
    if (typeof $ref === 'string' && this.#referred.has($ref) && this.#compiler.schemas[$ref] === undefined) {
      const target = this.lookUp($ref);
      this.#compiler.addSchema(toNumbers(target) as JsonSchema, $ref);
      this.#addReached(target);
    }
    for (const [key, value] of Object.entries(schema)) {
      if (subschemaMaps.has(key)) for (const member of Object.values(value as object)) this.#addReached(member);
      else if (!data.has(key)) this.#addReached(value);
    }
  }
}

/** Keywords whose value is data, in which `$ref` would be data too. */
const data = new Set(['const', 'enum', 'default', 'example', 'examples']);

/** Of `oneOf` and `anyOf` only the branch that was meant is reported, as services do. */
function createCompiler(lookup: Lookup): Ajv2020 {
  const compiler = new Ajv2020({
    strict: false,
    allErrors: true,
    validateSchema: false,
    addUsedSchema: false,
    inlineRefs: false,
    ownProperties: true,
    logger: false,
    code: { optimize: false, regExp: Object.assign((text: string) => toPattern(text) ?? /(?:)/, { code: '' }) },
  });
  addFormats.default(compiler, { mode: 'full', keywords: false });
  for (const keyword of ['oneOf', 'anyOf'] as const) compiler.removeKeyword(keyword).addKeyword(choiceKeyword(keyword, lookup));
  return compiler;
}
