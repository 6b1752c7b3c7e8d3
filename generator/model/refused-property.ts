import { isRecord } from '../load/located.ts';
import type { JsonSchema } from './json-schema.ts';

export type DirectionWord = 'readOnly' | 'writeOnly';

/** What stands for a property in the direction in which it must not travel. */
export function refusedProperty(word: DirectionWord): JsonSchema {
  return { not: {}, [word]: true };
}

/** The word for which a schema takes no value at all; undefined for every other schema. */
export function refusedFor(schema: unknown): DirectionWord | undefined {
  if (!isRecord(schema) || !isRecord(schema.not) || Object.keys(schema.not).length > 0) return undefined;
  if (schema.readOnly === true) return 'readOnly';
  return schema.writeOnly === true ? 'writeOnly' : undefined;
}
