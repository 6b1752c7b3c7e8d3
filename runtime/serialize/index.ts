/** What generated serialisers call. */
export { closeObject, writeLiteral } from './json-bytes.ts';
export { writeBigIntProperty, writeKnownProperty, writeNumberProperty, writeProperty, writeTextProperty } from './json-properties.ts';
export { isObject, toPlain, writeAny, writeEach, writeRest } from './json-values.ts';
export { knownValues, propertyKey } from './literal.ts';
