/**
 * What a serialiser has to know of a schema: which properties an object has, and what is within lists. Everything else is written
 * by the type that a value has, whatever the schema says.
 */
export type Shape =
  | ScalarShape
  /** Says nothing, like `{}`: any value, but among `allOf` no reason to keep properties that nobody declares. */
  | { readonly kind: 'silent' }
  /** Any value, and all of it: JSON.stringify. */
  | { readonly kind: 'open' }
  /** A property that must not be returned (`writeOnly`): it is left out. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'component'; readonly name: string }
  | ObjectShape
  | { readonly kind: 'list'; readonly items: Shape }
  | ChoiceShape;

/** Strings, numbers, booleans, null: nothing to know but what to look for first. */
export interface ScalarShape {
  readonly kind: 'scalar';
  readonly expected?: 'text' | 'number' | 'bigint' | readonly ScalarValue[];
}

export type ScalarValue = string | number | boolean | null;

export interface ObjectShape {
  readonly kind: 'object';
  readonly properties: ReadonlyMap<string, Shape>;
  /** What other properties are; absent: they are left out. */
  readonly rest?: Shape;
}

/** One of several objects, told apart by a property with a constant. */
export interface ChoiceShape {
  readonly kind: 'choice';
  readonly property: string;
  readonly cases: readonly { readonly values: readonly string[]; readonly shape: Shape }[];
}

export const scalar: ScalarShape = { kind: 'scalar' };
export const silent: Shape = { kind: 'silent' };
export const open: Shape = { kind: 'open' };
export const hidden: Shape = { kind: 'hidden' };

/** Whether a value of this shape is written by its type alone. */
export function isPlain({ kind }: Shape): boolean {
  return kind === 'scalar' || kind === 'silent' || kind === 'open';
}
