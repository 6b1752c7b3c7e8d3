import { isRecord } from './located.ts';

const words = ['type', 'properties', 'items', 'enum', 'allOf', 'anyOf', 'oneOf'];

/** Whether a Media Type Object was forgotten, and its schema stands in its place. */
export function isLikeSchema(mediaType: unknown): boolean {
  return isRecord(mediaType) && !('schema' in mediaType) && !('itemSchema' in mediaType) && words.some((word) => word in mediaType);
}
