/** What generated decoders call: small functions from raw text to values. None of them touches a socket or throws. */
export { appendField, explodedFields, fieldsOf, setField, type FieldKinds } from './fields.ts';
export { jsonValue } from './json-value.ts';
export { labelParts, labelText, listOf, matrixParts, matrixText, splitOnPipes, splitOnSpaces } from './lists.ts';
export { QueryPairs } from './query-pairs.ts';
export { CookiePairs } from './cookie-pairs.ts';
export { reportDuplicate, reportStyle } from './report-style.ts';
export { cookieText, headerText, pathText, plainText, queryText, reservedText, type ReadText } from './texts.ts';
export { toBigInt, toBoolean, toInteger, toNull, toNumber } from './to-value.ts';
export { decodeNothing, noParameters } from './no-parameters.ts';
