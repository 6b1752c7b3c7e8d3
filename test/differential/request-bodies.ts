import fc from 'fast-check';
import { mostly } from './mostly.ts';
import { oddJson, oddMediaTypes } from './odd-texts.ts';
import type { Operation } from './oracle.ts';
import { valuesOf } from './schema-values.ts';

/** A body, absent or not, and the header that names its media type. */
export interface WrittenBody {
  readonly headers: Record<string, string>;
  readonly text?: string;
}

/** Bodies of an operation: right, damaged, odd, or of another media type than they say. */
export function bodiesOf({ body, method }: Operation): fc.Arbitrary<WrittenBody> {
  const [mediaType, content] = Object.entries(body?.content ?? {})[0] ?? [];
  if (mediaType === undefined || content === undefined || method === 'GET') return fc.constant({ headers: {} });
  const right = fc
    .oneof(valuesOf(content.schema), valuesOf(content.schema).chain(damaged))
    .map((value) => spellBody(mediaType, value));
  const type = mostly(fc.constant(mediaType), oddMediaTypes).map((text): Record<string, string> => ({ 'content-type': text }));
  const present = fc.tuple(type, mostly(right, oddJson)).map(([headers, text]) => ({ headers, text }));
  return mostly(present, fc.constant({ headers: {} }));
}

function spellBody(mediaType: string, value: unknown): string {
  if (mediaType === 'application/x-www-form-urlencoded')
    return new URLSearchParams(Object.entries({ ...(value as object) }).map(([name, part]) => [name, String(part)])).toString();
  return mediaType === 'text/plain' ? String(value) : JSON.stringify(value);
}

/** A value with one part gone, put in another's place, or added. */
function damaged(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return fc.constantFrom<unknown>(null, 0, -1, 0.1, '', 'text', true, [], {});
  const keys = Object.keys(value);
  const other = fc.constantFrom<unknown>(null, 1.25, 'text', [], {}, true);
  if (keys.length === 0) return other.map((part) => (Array.isArray(value) ? [part] : { unknown: part }));
  return fc.oneof(
    fc
      .constantFrom(...keys)
      .map((key) =>
        Array.isArray(value) ? value.slice(1) : Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)),
      ),
    fc
      .constantFrom(...keys)
      .chain((key) => damaged((value as Record<string, unknown>)[key]).map((part) => put(value, key, part))),
    other.map((part) => (Array.isArray(value) ? [...(value as unknown[]), part] : { ...value, unknown: part })),
  );
}

function put(value: object, key: string, part: unknown): unknown {
  if (!Array.isArray(value)) return { ...value, [key]: part };
  return value.map((item: unknown, index) => (String(index) === key ? part : item));
}
