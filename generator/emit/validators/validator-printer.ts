import type { AnyValidateFunction } from 'ajv/dist/core.js';
import type { JsonSchema } from '../../model/json-schema.ts';
import { schemaCompiler, type CompiledComponent, type SchemaCompiler } from '../../model/schema-compiler.ts';
import type { Api, NamedSchema } from '../../model/types.ts';
import { printFunction, type PrintedFunction } from './printed-function.ts';

/** Prints validators of one API. Components are printed once, when something first refers to them. */
export class ValidatorPrinter {
  readonly #api: Api;
  readonly #compiler: SchemaCompiler;
  readonly #wanted = new Map<string, CompiledComponent>();

  constructor(api: Api) {
    this.#api = api;
    this.#compiler = schemaCompiler(api.schemas, [api.operations, api.channels]);
  }

  /** Name of the function that validates a component; it is printed by {@link components}. */
  component(schemaName: string, fills: boolean): string {
    const schema = this.#api.schemas.find(({ name }) => name === schemaName);
    if (schema === undefined) throw new Error(`${this.#api.name}: the model has no schema ${schemaName}`);
    return this.#want({ schema, fills });
  }

  /** A function for a schema without a name. */
  inline(name: string, schema: JsonSchema, fills: boolean): PrintedFunction {
    return this.#print(name, this.#compiler.compile(schema, fills));
  }

  /** Every component that was wanted, and those that they call in turn, in order of name. */
  components(): { readonly schema: NamedSchema; readonly printed: PrintedFunction }[] {
    const done = new Map<string, { schema: NamedSchema; printed: PrintedFunction }>();
    for (const [name, { schema, fills }] of this.#wanted) {
      done.set(name, { schema, printed: this.#print(name, this.#compiler.compileComponent(schema.name, fills)) });
    }
    return [...done.values()].sort((a, b) => (a.printed.name < b.printed.name ? -1 : 1));
  }

  #print(name: string, validate: AnyValidateFunction): PrintedFunction {
    const nameOf = (called: AnyValidateFunction) => this.#want(this.#compiler.componentOf(called));
    return printFunction(name, validate, { features: this.#compiler.features, nameOf });
  }

  /** A component without defaults has one function for both directions. */
  #want({ schema, fills }: CompiledComponent): string {
    const isFilled = fills && this.#compiler.needsFilling(schema.schema);
    const name = `${isFilled ? 'fill' : 'validate'}${schema.typeName}`;
    if (!this.#wanted.has(name)) this.#wanted.set(name, { schema, fills: isFilled });
    return name;
  }
}
