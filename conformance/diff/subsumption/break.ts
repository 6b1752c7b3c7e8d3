import type { Site } from '../../schema/site.ts';

/** A value that one schema takes and another does not, and the word that refuses it. */
export interface Break {
  /** The word of the refusing schema. */
  readonly keyword: string;
  /** What is wrong with the value, in the words of Ajv. */
  readonly message: string;
  /** Property that the word is about: a missing or an undeclared one. */
  readonly property?: string;
  /** Names of properties, `*` for items, from the whole value to the part that is refused. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** Where the accepting schema speaks of that part. */
  readonly accepting: Place;
  /** Where the refusing one does. */
  readonly refusing: Place;
}

export type Place = Pick<Site, 'file' | 'pointer'>;
