import { problemAnswer, type Answer } from './answer.ts';
import { chooseMedia } from './choose-media.ts';
import { chooseResponse, type ChosenResponse } from './choose-response.ts';
import { contentValue, type ContentSources, type ContentValue } from './content-value.ts';
import { membersOf, type Place } from './document-tree.ts';
import { encodeContent } from './encode-content.ts';
import { readPreferences, type Preferences } from './prefer.ts';
import type { MockOperation } from './read-operations.ts';
import { textOf } from './text-of.ts';

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
  const headers = responseHeaders(response, sources, operation.key);
  const contents = tree.members(tree.member(response.place, 'content'));
  const applied = { code: response.isPreferred, dynamic: preferences.dynamic === true };
  if (contents.length === 0 || [204, 205, 304].includes(response.status))
    return { status: response.status, headers: { ...headers, ...notes(preferences, applied), [mockHeader]: 'generated' } };
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

/** Every header that the response declares, with a value of its schema in style `simple`. */
function responseHeaders({ place, status }: ChosenResponse, { tree, store, sampler }: ContentSources, name: string): Record<string, string> {
  const declared = tree.members(tree.member(place, 'headers')).filter(([header]) => /^[!#$%&'*+.^_`|~\w-]+$/.test(header) && !isOwn(header));
  return Object.fromEntries(
    declared.map(([header, at]) => {
      const { example } = membersOf(at.value);
      const schema = tree.member(at, 'schema');
      const made = example ?? sampler.sample(schema === undefined ? { type: 'string' } : store.schemaAt(schema, 'response'), `${name} ${status} ${header}`, { examples: true }).value;
      return [header.toLowerCase(), headerText(made)];
    }),
  );
}

/** Told by the answer itself, or by the connection. */
function isOwn(header: string): boolean {
  return ['content-type', 'content-length', 'transfer-encoding', 'connection', 'content-encoding'].includes(header.toLowerCase());
}

function headerText(value: unknown): string {
  const text = Array.isArray(value) ? value.map(textOf).join(',') : textOf(value);
  return text.replace(/[^\x20-\x7e]/g, (character) => encodeURIComponent(character));
}
