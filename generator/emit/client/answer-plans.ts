import { codecOf } from '../../model/codecs.ts';
import type { Content, Operation, Response } from '../../model/types.ts';
import { handlerHeaders } from '../extra-schemas.ts';
import type { HoldsInt64 } from '../exact-integers.ts';
import { importedPlaces } from '../int64/int64-code.ts';
import { eventForms } from '../media-row.ts';
import { headerForm, headerForms } from '../header-form.ts';

/** What the client has to know to read answers, by status; nothing where an answer says it all by itself. */
export function answerPlans({ method, responses }: Pick<Operation, 'method' | 'responses'>, holdsInt64: HoldsInt64): Record<string, object> {
  return Object.fromEntries(responses.map(({ status, contents, headers }) => [status, answerPlan(contents, handlerHeaders(headers, method), holdsInt64)]));
}

function answerPlan(contents: readonly Content[], headers: Response['headers'], holdsInt64: HoldsInt64): object {
  const plans = contents.map((content) => contentPlan(content, holdsInt64));
  const isPlain = contents.length <= 1 && contents.every((content) => isKnown(content)) && plans.every((plan) => Object.keys(plan).length === 2);
  return {
    ...(isPlain ? {} : { content: plans }),
    ...(headers.length > 0 ? { headers: headerForms(headers) } : {}),
  };
}

function contentPlan({ mediaType, codec, shape, events, schema, itemSchema, int64 }: Content, holdsInt64: HoldsInt64): object {
  const isJson = codec === 'json' || codec === 'json-lines' || events !== undefined;
  return {
    mediaType,
    codec,
    ...(events === undefined ? {} : { events: eventForms(events) }),
    ...(codec === 'text' && shape !== undefined ? headerForm({ shape, explode: false }) : {}),
    ...(isJson ? exactness(int64, holdsInt64(schema) || holdsInt64(itemSchema)) : {}),
  };
}

/** Integers of 64 bits are bigints, or are refused where a number cannot hold them. */
function exactness(int64: Content['int64'], holdsInt64: boolean): object {
  if (int64 !== undefined) return { int64: importedPlaces(int64) };
  return holdsInt64 ? { exact: true } : {};
}

/** JSON and texts are told by their media types. */
function isKnown({ mediaType, codec }: Content): boolean {
  return (codec === 'json' || codec === 'text') && codecOf(mediaType, () => undefined, 'response') === codec;
}
