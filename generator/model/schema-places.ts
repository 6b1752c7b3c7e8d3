import type { Edition } from '../load/edition.ts';
import type { Located } from '../load/located.ts';
import type { DynamicScope } from '../load/references.ts';
import type { JsonSchema } from './json-schema.ts';
import type { Direction } from './schema-marks.ts';

/**
 * Gives the target of a `$ref` or `$dynamicRef` its final form `#/components/schemas/<name>`; undefined, with a refusal, for a
 * broken one.
 */
export type NameReference = (reference: Located, entered: DynamicScope) => string | undefined;

/** What a converter asks about the places of schemas. */
export interface SchemaPlaces {
  readonly nameReference: NameReference;
  /** What a value stands for: itself, or what it refers to. */
  readonly follow: (located: Located) => Located | undefined;
  readonly edition: (located: Located) => Edition;
  /** The dynamic anchors that count within a schema. */
  readonly enter: (located: Located, entered: DynamicScope) => DynamicScope;
  /** Whether a member is to be taken for absent. */
  readonly isLeftOut: (located: Located) => boolean;
  /** Whether integers of 64 bits are bigints. */
  readonly keepsInt64?: boolean;
  /** Whether a default may stay. */
  readonly takesDefault: (sample: SchemaSample) => boolean;
}

/** An example or default of a schema, which has to satisfy the schema. */
export interface SchemaSample {
  readonly kind: 'example' | 'default';
  readonly value: Located;
  readonly schema: JsonSchema;
  /** Which way the value goes; absent where the schema alone does not say. */
  readonly direction?: Direction;
}
