import { _, type AnyValidateFunction } from 'ajv/dist/core.js';
import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import { choiceKeyword } from './choice-keyword.ts';
import { componentPrefix, fillPrefix, plainReference } from './component-reference.ts';
import { directionKeyword } from './direction-keyword.ts';
import { knownFormats } from './formats.ts';
import type { JsonSchema } from './json-schema.ts';
import { defaultOf, fillingOf } from './needs-filling.ts';
import { compilePattern } from './pattern.ts';
import { prepareSchema, type Surroundings } from './prepare-schema.ts';
import type { NamedSchema } from './types.ts';

/**
 * How schemas are compiled. Nothing is silently unchecked by not being strict: the words of a schema were looked at where they
 * stand, when it was read. What is compiled runs for samples, and is printed for everything else.
 */
export const compilerOptions = {
  allErrors: true,
  strict: false,
  strictNumbers: true,
  logger: false,
  validateFormats: true,
  validateSchema: false,
  addUsedSchema: false,
  unicodeRegExp: true,
  inlineRefs: 2,
  useDefaults: true,
} as const satisfies Options;

/** What of JSON Schema the schemas of an API use that costs every validator something. */
export interface SchemaFeatures {
  /** `unevaluatedProperties`, `unevaluatedItems`. */
  readonly unevaluated: boolean;
  /** A property with a name that every object inherits, such as `constructor`. */
  readonly inheritedNames: boolean;
}

export function featuresOf(schemas: unknown): SchemaFeatures {
  const text = JSON.stringify(schemas);
  return {
    unevaluated: /"unevaluated(Properties|Items)":/.test(text),
    inheritedNames: Object.getOwnPropertyNames(Object.prototype).some((name) => text.includes(`"${name}"`)),
  };
}

/** A component, in the form that fills in defaults or in the plain one. */
export interface CompiledComponent {
  readonly schema: NamedSchema;
  readonly fills: boolean;
}

/** Compiles the schemas of one API, each text once. A component is a function of its own that others call. */
export class SchemaCompiler {
  readonly features: SchemaFeatures;
  readonly #needsFilling: (schema: JsonSchema) => boolean;
  readonly #ajv: Ajv2020;
  readonly #surroundings: Surroundings;
  readonly #compiled = new Map<string, AnyValidateFunction>();
  readonly #components = new Map<AnyValidateFunction, CompiledComponent>();
  readonly #schemas: readonly NamedSchema[];
  readonly #byReference = new Map<string, JsonSchema>();

  constructor(schemas: readonly NamedSchema[], features: SchemaFeatures) {
    const byReference = this.#byReference;
    for (const { name, schema } of schemas) byReference.set(componentPrefix + name, schema);
    const lookup = (reference: string) => byReference.get(plainReference(reference)) ?? true;
    this.#schemas = schemas;
    this.features = features;
    this.#needsFilling = fillingOf(schemas);
    this.#surroundings = { lookup, needsFilling: this.#needsFilling, defaultOf: (schema) => defaultOf(schema, byReference) };
    this.#ajv = createAjv(features, this.#surroundings);
    for (const { name, schema } of schemas) this.#addComponent(name, schema);
  }

  /** Whether filling in defaults makes a difference to a schema. */
  needsFilling(schema: JsonSchema): boolean {
    return this.#needsFilling(schema);
  }

  /** Further components, for schemas that are only tried. */
  add(schemas: readonly NamedSchema[]): void {
    for (const { name, schema } of schemas) this.#byReference.set(componentPrefix + name, schema);
    for (const { name, schema } of schemas) this.#ajv.addSchema(prepareSchema(schema, false, this.#surroundings), componentPrefix + name);
  }

  /** With `fills` the function puts defaults where properties are missing. */
  compile(schema: JsonSchema, fills = false): AnyValidateFunction {
    const isFilled = fills && this.#needsFilling(schema);
    const key = `${isFilled ? 'fill' : 'plain'} ${JSON.stringify(schema)}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const validate = this.#ajv.compile(prepareSchema(schema, isFilled, this.#surroundings) as never);
    this.#compiled.set(key, validate);
    return validate;
  }

  compileComponent(name: string, fills: boolean): AnyValidateFunction {
    const isFilled = fills && this.#needsFilling({ $ref: componentPrefix + name });
    const validate = this.#ajv.getSchema((isFilled ? fillPrefix : componentPrefix) + name);
    if (validate === undefined) throw new Error(`there is no component ${name}`);
    return validate;
  }

  /** The component that a function was compiled from, for what another function calls. */
  componentOf(called: AnyValidateFunction): CompiledComponent {
    const found = this.#components.get(called) ?? this.#findComponents().get(called);
    if (found === undefined) throw new Error('a schema refers to one that has no name');
    return found;
  }

  #findComponents(): ReadonlyMap<AnyValidateFunction, CompiledComponent> {
    for (const schema of this.#schemas) {
      for (const fills of [false, true]) {
        const validate = this.#ajv.schemas[(fills ? fillPrefix : componentPrefix) + schema.name]?.validate;
        if (validate !== undefined) this.#components.set(validate, { schema, fills });
      }
    }
    return this.#components;
  }

  #addComponent(name: string, schema: JsonSchema): void {
    this.#ajv.addSchema(prepareSchema(schema, false, this.#surroundings), componentPrefix + name);
    if (!this.#needsFilling(schema)) return;
    this.#ajv.addSchema(prepareSchema(schema, true, this.#surroundings), fillPrefix + name);
  }
}

function createAjv({ unevaluated, inheritedNames }: SchemaFeatures, { lookup }: Surroundings): Ajv2020 {
  const code = { source: true, esm: true, lines: true, optimize: false, formats: _`formats`, regExp: compilePattern };
  const ajv = new Ajv2020({ ...compilerOptions, ownProperties: inheritedNames, code, formats: { ...knownFormats } });
  for (const keyword of ['oneOf', 'anyOf'] as const) ajv.removeKeyword(keyword).addKeyword(choiceKeyword(keyword, lookup));
  for (const keyword of ['readOnly', 'writeOnly'] as const) ajv.removeKeyword(keyword).addKeyword(directionKeyword(keyword));
  ajv.opts.unevaluated = unevaluated;
  return ajv;
}

const compilers = new WeakMap<readonly NamedSchema[], SchemaCompiler>();

/** The compiler of a list of components: one for all that is done with them. `others` are the schemas without a name. */
export function schemaCompiler(schemas: readonly NamedSchema[], others: unknown): SchemaCompiler {
  const known = compilers.get(schemas);
  if (known !== undefined) return known;
  const created = new SchemaCompiler(schemas, featuresOf([schemas.map(({ schema }) => schema), others]));
  compilers.set(schemas, created);
  return created;
}
