/** What generated code builds on, and nobody else; it may change with every version. */
export { DeepField } from './body/fields/deep-field.ts';
export { addOther, presentFields } from './body/fields/field-objects.ts';
export { readHeader } from './client/read-header.ts';
export * from './decode/index.ts';
export * from './keywords/index.ts';
export type { Int64Place, Int64Places } from './int64/int64-places.ts';
export { parseWithIntegers } from './int64/parse-with-integers.ts';
export { stringify } from './int64/stringify.ts';
export { loadRow } from './load-row.ts';
export * from './serialize/index.ts';
export { topicAddress } from './topics/topic-address.ts';
export { topicMessage, type TopicMessagePlan } from './topics/topic-message.ts';
export type * from './contract.ts';
