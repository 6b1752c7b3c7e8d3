import type { Position } from '../../load/position.ts';
import type { Int64Places } from '../int64-places.ts';
import type { JsonSchema } from '../json-schema.ts';

export type ParameterStyle = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject' | 'cookie';

export interface Parameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** `application/json` for a parameter with `content` instead of a style. */
  readonly contentType?: string;
  readonly schema: JsonSchema;
  /** References resolved, combinators looked through: what the text has to become. */
  readonly shape: ValueShape;
  readonly description: string;
  /** Values of `example` and `examples`, or of those of the schema; absent where there are none. */
  readonly examples?: readonly unknown[];
  /** Where its values have bigints; absent where they have none. */
  readonly int64?: Int64Places;
  readonly at: Position;
}

/** What a decoder must know of a schema. `types` are the JSON types that it allows. */
export interface ValueShape {
  readonly types: readonly JsonType[];
  readonly items?: ValueShape;
  readonly properties?: Readonly<Record<string, ValueShape>>;
  readonly additionalProperties?: ValueShape;
  readonly default?: unknown;
  /** Its integers are bigints. */
  readonly int64?: true;
}

export type JsonType = 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'null';
