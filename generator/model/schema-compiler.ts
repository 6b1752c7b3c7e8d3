import { _, type AnyValidateFunction } from 'ajv/dist/core.js';
import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import { choiceKeyword } from './choice-keyword.ts';
import { compiledReference, componentName, componentPrefix, componentsIn, plainReference, fillReference } from './component-reference.ts';
import { directionKeyword } from './direction-keyword.ts';
import { knownFormats } from './formats.ts';
import type { JsonSchema } from './json-schema.ts';
import { multipleKeyword } from './multiple-keyword.ts';
import { defaultOf, fillingOf } from './needs-filling.ts';
import { compilePattern } from './pattern.ts';
import { numbersKeyword } from './number-keyword.ts';
import { inReferenceOrder } from './reference-order.ts';
import { prepareSchema, type Surroundings } from './prepare-schema.ts';
import { featuresOf, type SchemaFeatures } from './schema-features.ts';
import type { Api, NamedSchema } from './types.ts';
import { uniqueItemsKeyword } from './unique-items-keyword.ts';

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

/**
 * Ajv compiles what a schema refers to before the schema itself, one within the other, for which the stack is not large enough
 * where components are many. From this number on they are compiled one after the other, from the end of each chain.
 */
const longChain = 100;

/** A component, in the form that fills in defaults or in the plain one. */
export interface CompiledComponent {
  readonly schema: NamedSchema;
  readonly fills: boolean;
}

/** Compiles the schemas of one API, each text once. A component is a function of its own that others call. */
export class SchemaCompiler {
  readonly features: SchemaFeatures;
  #ajv: Ajv2020 | undefined;
  readonly #surroundings: Surroundings;
  readonly #compiled = new Map<string, AnyValidateFunction>();
  readonly #components = new Map<AnyValidateFunction, CompiledComponent>();
  /** Components by name. */
  readonly #schemas = new Map<string, NamedSchema>();
  readonly #byReference = new Map<string, JsonSchema>();
  /** Components that the compiler has, by reference. */
  readonly #added = new Map<string, NamedSchema>();

  constructor(schemas: readonly NamedSchema[], features: SchemaFeatures) {
    const byReference = this.#byReference;
    this.add(schemas);
    const lookup = (reference: string) => byReference.get(plainReference(reference)) ?? true;
    this.features = features;
    this.#surroundings = { lookup, needsFilling: fillingOf(schemas), defaultOf: (schema) => defaultOf(schema, byReference) };
  }

  /** Whether filling in defaults makes a difference to a schema. */
  needsFilling(schema: JsonSchema): boolean {
    return this.#surroundings.needsFilling(schema);
  }

  /** Further components, for schemas that are only tried. */
  add(schemas: readonly NamedSchema[]): void {
    for (const named of schemas) {
      this.#schemas.set(named.name, named);
      const reference = componentPrefix + named.name;
      for (const key of [reference, compiledReference(reference)]) this.#byReference.set(key, named.schema);
    }
  }

  /** With `fills` the function puts defaults where properties are missing. */
  compile(schema: JsonSchema, fills = false): AnyValidateFunction {
    const isFilled = fills && this.needsFilling(schema);
    const text = JSON.stringify(schema);
    const key = `${isFilled ? 'fill' : 'plain'} ${text}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    this.#addReached(text, isFilled);
    const validate = this.#compiler.compile(prepareSchema(schema, isFilled, this.#surroundings) as never);
    this.#compiled.set(key, validate);
    return validate;
  }

  compileComponent(name: string, fills: boolean): AnyValidateFunction {
    const isFilled = fills && this.needsFilling({ $ref: componentPrefix + name });
    this.#addReached(JSON.stringify({ $ref: componentPrefix + name }), isFilled);
    const validate = this.#compiler.getSchema(idOf(name, isFilled));
    if (validate === undefined) throw new Error(`there is no component ${name}`);
    return validate;
  }

  /** The component that a function was compiled from, for what another function calls. */
  componentOf(called: AnyValidateFunction): CompiledComponent {
    const found = this.#components.get(called) ?? this.#findComponents().get(called);
    if (found === undefined) throw new Error('a schema refers to one that has no name');
    return found;
  }

  /** Made when there is something to compile. */
  get #compiler(): Ajv2020 {
    return (this.#ajv ??= createAjv(this.features, this.#surroundings));
  }

  #findComponents(): ReadonlyMap<AnyValidateFunction, CompiledComponent> {
    for (const schema of this.#added.values()) {
      for (const fills of [false, true]) {
        const validate = this.#compiler.schemas[idOf(schema.name, fills)]?.validate;
        if (validate !== undefined) this.#components.set(validate, { schema, fills });
      }
    }
    return this.#components;
  }

  /** The components that the text of a schema leads to; the others would only take time. */
  #addReached(text: string, isFilled: boolean): void {
    const reached = inReferenceOrder(componentsIn(text), (reference) => {
      const named = this.#added.has(reference) ? undefined : this.#schemas.get(componentName(reference));
      if (named !== undefined) this.#added.set(reference, named);
      return named;
    });
    for (const named of reached) this.#addComponent(named);
    if (reached.length < longChain) return;
    for (const { name } of reached) {
      const needsFill = isFilled && this.needsFilling({ $ref: componentPrefix + name });
      this.#compiler.getSchema(idOf(name, needsFill));
    }
  }

  #addComponent({ name, schema }: NamedSchema): void {
    this.#compiler.addSchema(prepareSchema(schema, false, this.#surroundings), idOf(name, false));
    if (!this.needsFilling(schema)) return;
    this.#compiler.addSchema(prepareSchema(schema, true, this.#surroundings), idOf(name, true));
  }
}

function idOf(name: string, fills: boolean): string {
  return (fills ? fillReference : compiledReference)(componentPrefix + name);
}

function createAjv({ unevaluated, inheritedNames }: SchemaFeatures, { lookup }: Surroundings): Ajv2020 {
  const code = { source: true, esm: true, lines: true, optimize: false, formats: _`formats`, regExp: compilePattern };
  const ajv = new Ajv2020({ ...compilerOptions, ownProperties: inheritedNames, code, formats: { ...knownFormats } });
  for (const keyword of ['oneOf', 'anyOf'] as const) ajv.removeKeyword(keyword).addKeyword(choiceKeyword(keyword, lookup));
  for (const keyword of ['readOnly', 'writeOnly'] as const) ajv.removeKeyword(keyword).addKeyword(directionKeyword(keyword));
  ajv.removeKeyword('multipleOf').addKeyword(multipleKeyword);
  ajv.addKeyword(numbersKeyword);
  ajv.removeKeyword('uniqueItems').addKeyword(uniqueItemsKeyword);
  ajv.opts.unevaluated = unevaluated;
  return ajv;
}

const compilers = new WeakMap<readonly NamedSchema[], SchemaCompiler>();

type Compiled = Pick<Api, 'schemas' | 'operations' | 'channels'> & { readonly features?: SchemaFeatures };

/** The compiler of an API's schemas: one for all that is done with them. Those of a part of an API are compiled with the features of the whole. */
export function schemaCompiler({ schemas, operations, channels, features }: Compiled): SchemaCompiler {
  const known = compilers.get(schemas);
  if (known !== undefined) return known;
  const created = new SchemaCompiler(schemas, features ?? featuresOf([schemas, operations, channels]));
  compilers.set(schemas, created);
  return created;
}
