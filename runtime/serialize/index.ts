/** What generated serialisers call. */
export { closeObject, writeLiteral } from './json-bytes.ts';
export { isObject, toPlain, writeAny, writeEach, writeProperty, writeRest } from './json-values.ts';
export { propertyKey } from './literal.ts';
