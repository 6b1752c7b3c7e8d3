import { answerHeaders } from './answer-headers.ts';
import { problemAnswer, type Answer } from './answer.ts';
import { chooseMedia } from './choose-media.ts';
import { chooseResponse } from './choose-response.ts';
import { contentValue, type ContentSources, type ContentValue } from './content-value.ts';
import type { Place } from './document-tree.ts';
import { encodeContent } from './encode-content.ts';
import { readPreferences, type Preferences } from './prefer.ts';
import type { MockOperation } from './read-operations.ts';

/** What a request has a say in: `Accept` and `Prefer`. */
export interface Wishes {
  readonly accept?: string;
  readonly prefer?: string;
}

/** Whether the answer's data is the document's own or made from its schema. */
export const mockHeader = 'x-specwright-mock';

/** The answer that an operation's document gives: an example, or else data made from the schema. */
export function operationAnswer(operation: MockOperation, wishes: Wishes, sources: ContentSources): Answer {
  const { tree } = sources;
  const preferences = readPreferences(wishes.prefer);
  const response = chooseResponse(tree, operation, preferences);
  const { values: headerValues, texts: headers } = answerHeaders(response, sources, operation.key);
  const contents = tree.members(tree.member(response.place, 'content'));
  const applied = { code: response.isPreferred, dynamic: preferences.dynamic === true };
  if (contents.length === 0 || [204, 205, 304].includes(response.status))
    return { status: response.status, headers: { ...headers, ...notes(preferences, applied), [mockHeader]: 'generated' }, headerValues };
  const media = chooseMedia(contents, wishes.accept);
  if (media === undefined) return notAcceptable(contents);
  const content = contentValue(media.place, preferences, sources, `${operation.key} ${response.status} ${media.mediaType}`);
  for (const fault of content.faults) tree.report(media.place, `no valid data was found: ${fault}`);
  return {
    status: response.status,
    headers: {
      ...headers,
      ...notes(preferences, { ...applied, example: content.isPreferred }),
      ...faultsOf(content),
      'content-type': media.mediaType,
      [mockHeader]: content.origin,
    },
    headerValues,
    value: content.value,
    body: encodeContent(media.mediaType, content, (reference) => sources.store.lookUp(reference)),
  };
}

/** RFC 7240 section 3: which preferences were honoured. */
function notes(preferences: Preferences, applied: Partial<Record<keyof Preferences, boolean>>): Record<string, string> {
  const honoured = (['code', 'example', 'dynamic'] as const).filter((name) => applied[name] === true);
  if (honoured.length === 0) return {};
  return { 'preference-applied': honoured.map((name) => `${name}=${String(preferences[name])}`).join(', '), vary: 'prefer' };
}

/** Says so where a schema lets nothing through, or nothing that was found. */
function faultsOf({ faults: [first] }: ContentValue): Record<string, string> {
  return first === undefined ? {} : { 'x-specwright-mock-fault': first.replace(/[^\x20-\x7e]/g, '?').trim() };
}

function notAcceptable(contents: readonly [string, Place][]): Answer {
  return problemAnswer(406, 'Not Acceptable', { offered: contents.map(([declared]) => declared) });
}
