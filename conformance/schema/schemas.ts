import type { ErrorObject } from 'ajv';
import { componentPrefix } from '../../generator/model/component-reference.ts';
import type { JsonSchema } from '../../generator/model/json-schema.ts';
import { SchemaCompiler } from '../../generator/model/schema-compiler.ts';
import { featuresOf } from '../../generator/model/schema-features.ts';
import type { Api } from '../../generator/model/types.ts';
import type { Site, Sites } from './site.ts';

type Validate = ((value: unknown) => boolean) & { errors?: ErrorObject[] | null };

/** The schemas of one contract: what references mean, and what is valid, by the same compiler as that of the generated code. */
export class Schemas {
  readonly #components: ReadonlyMap<string, Site>;
  readonly #compiler: SchemaCompiler;

  constructor({ schemas, document }: Pick<Api, 'schemas' | 'document'>) {
    this.#components = new Map(
      schemas.map(({ name, schema, at }) => [componentPrefix + name, { schema, file: at.file, pointer: at.pointer }]),
    );
    this.#compiler = new SchemaCompiler(schemas, featuresOf([schemas.map(({ schema }) => schema), document]));
  }

  get components(): Iterable<readonly [string, Site]> {
    return this.#components;
  }

  /** What a `$ref` refers to. */
  target(reference: string): Site | undefined {
    return this.#components.get(reference);
  }

  /** Why a value is not valid by all of these schemas; an empty list for a valid one. */
  errors(sites: Sites, value: unknown): readonly ErrorObject[] {
    const validate = this.#compiler.compile(joined(sites)) as unknown as Validate;
    return validate(value) ? [] : [...(validate.errors ?? [])];
  }

  accepts(sites: Sites, value: unknown): boolean {
    return (this.#compiler.compile(joined(sites)) as unknown as Validate)(value);
  }
}

/** One schema that says the same. */
export function joined(sites: Sites): JsonSchema {
  const [first, ...others] = sites;
  if (first === undefined) return true;
  return others.length === 0 ? first.schema : { allOf: sites.map(({ schema }) => schema) };
}
