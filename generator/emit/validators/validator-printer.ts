import type { AnyValidateFunction } from 'ajv/dist/core.js';
import type { TextCache } from '../../load/text-cache.ts';
import { componentPrefix } from '../../model/component-reference.ts';
import type { JsonSchema } from '../../model/json-schema.ts';
import { schemaCompiler, type CompiledComponent, type SchemaCompiler } from '../../model/schema-compiler.ts';
import { schemaFingerprints, type SchemaFingerprints } from '../../model/schema-fingerprints.ts';
import type { Api, NamedSchema } from '../../model/types.ts';
import { printFunction, type PrintedFunction } from './printed-function.ts';

/** A printed function, and the components that it calls. */
interface Remembered {
  readonly printed: PrintedFunction;
  readonly wanted: readonly { readonly schemaName: string; readonly fills: boolean }[];
}

/** Prints validators of one API. Components are printed once, when something first refers to them. */
export class ValidatorPrinter {
  readonly #schemas: ReadonlyMap<string, NamedSchema>;
  readonly #compiler: SchemaCompiler;
  readonly #fingerprints: SchemaFingerprints;
  readonly #cache: TextCache;
  readonly #wanted = new Map<string, CompiledComponent>();

  constructor(api: Api, cache: TextCache) {
    this.#schemas = new Map(api.schemas.map((named) => [named.name, named]));
    this.#compiler = schemaCompiler(api);
    this.#fingerprints = schemaFingerprints(api.schemas);
    this.#cache = cache;
  }

  /** Name of the function that validates a component; it is printed by {@link components}. */
  component(schemaName: string, fills: boolean): string {
    const schema = this.#schemas.get(schemaName);
    if (schema === undefined) throw new Error(`the model has no schema ${schemaName}`);
    return this.#want({ schema, fills });
  }

  /** A function for a schema without a name. */
  inline(name: string, schema: JsonSchema, fills: boolean): PrintedFunction {
    return this.#recall(name, schema, fills, () => this.#compiler.compile(schema, fills));
  }

  /** Every component that was wanted, and those that they call in turn, in order of name. */
  components(): { readonly schema: NamedSchema; readonly printed: PrintedFunction }[] {
    const done = new Map<string, { schema: NamedSchema; printed: PrintedFunction }>();
    for (const [name, { schema, fills }] of this.#wanted) {
      const compile = () => this.#compiler.compileComponent(schema.name, fills);
      done.set(name, { schema, printed: this.#recall(name, { $ref: componentPrefix + schema.name }, fills, compile) });
    }
    return [...done.values()].sort((a, b) => (a.printed.name < b.printed.name ? -1 : 1));
  }

  /** Nothing is compiled where all that a function is made from is as it was. */
  #recall(name: string, schema: JsonSchema, fills: boolean, compile: () => AnyValidateFunction): PrintedFunction {
    const { features } = this.#compiler;
    const parts = ['validator', name, String(fills), JSON.stringify(features), this.#fingerprints.of(schema)];
    const { printed, wanted } = JSON.parse(this.#cache.remember(parts, () => JSON.stringify(this.#print(name, compile())))) as Remembered;
    for (const { schemaName, fills: isFilled } of wanted) this.component(schemaName, isFilled);
    return printed;
  }

  #print(name: string, validate: AnyValidateFunction): Remembered {
    const { features } = this.#compiler;
    const wanted: { schemaName: string; fills: boolean }[] = [];
    const nameOf = (called: AnyValidateFunction) => {
      const { schema, fills } = this.#compiler.componentOf(called);
      wanted.push({ schemaName: schema.name, fills });
      return this.#want({ schema, fills });
    };
    return { printed: printFunction(name, validate, { features, nameOf }), wanted };
  }

  /** A component without defaults has one function for both directions. */
  #want({ schema, fills }: CompiledComponent): string {
    const isFilled = fills && this.#compiler.needsFilling(schema.schema);
    const name = `${isFilled ? 'fill' : 'validate'}${schema.typeName}`;
    if (!this.#wanted.has(name)) this.#wanted.set(name, { schema, fills: isFilled });
    return name;
  }
}
