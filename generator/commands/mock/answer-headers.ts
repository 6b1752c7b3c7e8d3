import { ExactInteger, exactJson } from '../../load/exact-integer.ts';
import type { ChosenResponse } from './choose-response.ts';
import type { ContentSources } from './content-value.ts';
import { membersOf } from './document-tree.ts';
import { ownSchema } from './media-schema.ts';
import { isJsonType } from './media-types.ts';
import { textOf } from './text-of.ts';

/** The headers that a response declares, by lower-case name. */
export interface AnswerHeaders {
  readonly values: Readonly<Record<string, unknown>>;
  /** As they are sent. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Every header that the response declares, with a value of its schema; `name` tells answers apart. */
export function answerHeaders({ place, status }: ChosenResponse, { tree, store, sampler }: ContentSources, name: string): AnswerHeaders {
  const declared = tree.members(tree.member(place, 'headers')).filter(([header]) => /^[!#$%&'*+.^_`|~\w-]+$/.test(header) && !isOwn(header));
  const made = declared.map(([header, at]) => {
    const { explode } = membersOf(at.value);
    const example = tree.member(at, 'example');
    const [[type, media] = ['', undefined]] = tree.members(tree.member(at, 'content'));
    const schema = ownSchema(tree, media ?? at);
    const described = schema === undefined ? { type: 'string' } : store.schemaAt(schema, 'response');
    const value = example === undefined ? sampler.sample(described, `${name} ${status} ${header}`, { examples: true }).value : tree.exactly(example);
    return { header: header.toLowerCase(), value, text: isJsonType(type) ? exactJson(value) : simpleText(value, explode === true) };
  });
  return {
    values: Object.fromEntries(made.map(({ header, value }) => [header, value])),
    texts: Object.fromEntries(made.map(({ header, text }) => [header, text.replace(/[^\x20-\x7e]/g, (character) => encodeURIComponent(character))])),
  };
}

/** Told by the answer itself, or by the connection. */
function isOwn(header: string): boolean {
  return ['content-type', 'content-length', 'transfer-encoding', 'connection', 'content-encoding'].includes(header.toLowerCase());
}

/** Style `simple` (OpenAPI 3.2, "Style Values"): `a,b`, `key,value` or, exploded, `key=value`. */
function simpleText(value: unknown, explode: boolean): string {
  if (Array.isArray(value)) return value.map(textOf).join(',');
  if (typeof value !== 'object' || value === null || value instanceof ExactInteger) return textOf(value);
  return Object.entries(value).map(([key, member]) => `${key}${explode ? '=' : ','}${textOf(member)}`).join(',');
}
