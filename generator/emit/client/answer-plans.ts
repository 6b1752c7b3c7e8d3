import { codecOf } from '../../model/codecs.ts';
import type { Content, Response } from '../../model/types.ts';
import { handlerHeaders } from '../extra-schemas.ts';
import { eventForms } from '../media-row.ts';
import { headerForm, headerForms } from '../header-form.ts';

/** What the client has to know to read answers, by status; nothing where an answer says it all by itself. */
export function answerPlans(responses: readonly Response[]): Record<string, object> {
  return Object.fromEntries(responses.map(({ status, contents, headers }) => [status, answerPlan(contents, handlerHeaders(headers))]));
}

function answerPlan(contents: readonly Content[], headers: Response['headers']): object {
  const content = contents.map(contentPlan);
  return {
    ...(contents.length > 1 || contents.some((only) => !isPlain(only)) ? { content } : {}),
    ...(headers.length > 0 ? { headers: headerForms(headers) } : {}),
  };
}

function contentPlan({ mediaType, codec, shape, events }: Content): object {
  return { mediaType, codec, ...(events === undefined ? {} : { events: eventForms(events) }), ...(codec === 'text' && shape !== undefined ? headerForm({ shape, explode: false }) : {}) };
}

/** JSON and texts are told by their media types. */
function isPlain(content: Content): boolean {
  const { mediaType, codec } = content;
  const isKnown = codec === 'json' || codec === 'text';
  return isKnown && codecOf(mediaType, () => undefined, 'response') === codec && Object.keys(contentPlan(content)).length === 2;
}
