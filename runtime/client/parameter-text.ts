/** How a parameter is written. What is absent has the default of its place (OpenAPI 3.1, "Parameter Object"). */
export interface ParameterForm {
  readonly style?: 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject' | 'cookie';
  readonly explode?: boolean;
  /** `allowReserved`: reserved characters that do no harm in a query are left as they are. */
  readonly reserved?: boolean;
  /** A parameter with `content`: its JSON text. */
  readonly json?: boolean;
}

export type Encode = (text: string) => string;

/** A single value as text. */
export function textOf(value: unknown, name: string): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return String(value);
  throw new TypeError(`The parameter "${name}" holds a list or an object where its style has room for a single value only.`);
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** Properties that are there. */
export function fieldsOf(value: Readonly<Record<string, unknown>>): [key: string, value: unknown][] {
  return Object.entries(value).filter(([, field]) => field !== undefined);
}

/** The items of a list; of an object keys and values in turn, or `key=value` where it is exploded. */
export function partsOf(value: unknown, explode: boolean, encode: Encode, name: string): string[] {
  if (Array.isArray(value)) return value.map((item) => encode(textOf(item, name)));
  if (!isFields(value)) return [encode(textOf(value, name))];
  const pairs = fieldsOf(value).map(([key, field]) => [encode(key), encode(textOf(field, name))]);
  return explode ? pairs.map((pair) => pair.join('=')) : pairs.flat();
}
