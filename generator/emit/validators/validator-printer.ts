import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnyValidateFunction } from 'ajv/dist/core.js';
import type { JsonSchema } from '../../model/json-schema.ts';
import type { Api, NamedSchema } from '../../model/types.ts';
import { fillingOf } from './needs-filling.ts';
import { createPrintCompiler, featuresOf, type SchemaFeatures } from './print-compiler.ts';
import { printFunction, type PrintedFunction } from './printed-function.ts';

const prefix = '#/components/schemas/';

/** A component's validator, in the flavour that fills in defaults or in the plain one. */
interface ComponentKey {
  readonly schema: NamedSchema;
  readonly fills: boolean;
}

/** Prints validators of one API. Components are printed once, when something first refers to them. */
export class ValidatorPrinter {
  readonly #api: Api;
  readonly #features: SchemaFeatures;
  readonly #needsFilling: (schema: JsonSchema) => boolean;
  readonly #compilers = new Map<boolean, Ajv2020>();
  /** Components by their function in each compiler. */
  readonly #byFunction = new Map<AnyValidateFunction, NamedSchema>();
  readonly #wanted = new Map<string, ComponentKey>();

  constructor(api: Api) {
    this.#api = api;
    this.#features = featuresOf(api);
    this.#needsFilling = fillingOf(api.schemas);
  }

  /** Name of the function that validates a component; it is printed by {@link components}. */
  component(schemaName: string, fills: boolean): string {
    const schema = this.#api.schemas.find(({ name }) => name === schemaName);
    if (schema === undefined) throw new Error(`${this.#api.name}: the model has no schema ${schemaName}`);
    return this.#want({ schema, fills });
  }

  /** A function for a schema without a name. */
  inline(name: string, schema: JsonSchema, fills: boolean): PrintedFunction {
    const flavour = fills && this.#needsFilling(schema);
    const compiler = this.#compiler(flavour);
    const key = `#/inline/${name}`;
    compiler.addSchema(typeof schema === 'boolean' ? schema : { ...schema }, key);
    return this.#print(name, compiled(compiler, key), flavour);
  }

  /** Every component that was wanted, and those that they call in turn, in order of name. */
  components(): { readonly schema: NamedSchema; readonly printed: PrintedFunction }[] {
    const done = new Map<string, { schema: NamedSchema; printed: PrintedFunction }>();
    for (const [name, { schema, fills }] of this.#wanted) {
      done.set(name, { schema, printed: this.#print(name, compiled(this.#compiler(fills), prefix + schema.name), fills) });
    }
    return [...done.values()].sort((a, b) => (a.printed.name < b.printed.name ? -1 : 1));
  }

  #print(name: string, validate: AnyValidateFunction, fills: boolean): PrintedFunction {
    return printFunction(name, validate, { features: this.#features, nameOf: (called) => this.#nameOf(called, fills) });
  }

  #nameOf(called: AnyValidateFunction, fills: boolean): string {
    const schema = this.#byFunction.get(called) ?? this.#findComponent(called, fills);
    return this.#want({ schema, fills });
  }

  /** A component without defaults has one function for both directions. */
  #want({ schema, fills }: ComponentKey): string {
    const flavour = fills && this.#needsFilling({ $ref: prefix + schema.name });
    const name = `${flavour ? 'fill' : 'validate'}${schema.typeName}`;
    if (!this.#wanted.has(name)) this.#wanted.set(name, { schema, fills: flavour });
    return name;
  }

  #findComponent(called: AnyValidateFunction, fills: boolean): NamedSchema {
    const compiler = this.#compiler(fills);
    for (const schema of this.#api.schemas) {
      const validate = compiler.schemas[prefix + schema.name]?.validate;
      if (validate !== undefined) this.#byFunction.set(validate, schema);
    }
    const found = this.#byFunction.get(called);
    if (found === undefined) throw new Error(`${this.#api.name}: a schema refers to one that has no name`);
    return found;
  }

  #compiler(fills: boolean): Ajv2020 {
    const known = this.#compilers.get(fills);
    if (known !== undefined) return known;
    const compiler = createPrintCompiler(this.#api, this.#features, fills);
    this.#compilers.set(fills, compiler);
    return compiler;
  }
}

function compiled(compiler: Ajv2020, key: string): AnyValidateFunction {
  const validate = compiler.getSchema(key);
  if (validate === undefined) throw new Error(`no schema ${key} was compiled`);
  return validate;
}
