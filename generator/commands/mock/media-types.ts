/** Lower case, without parameters. */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** `application/json`, or a structured suffix (RFC 6839 section 3.1); not the streams of JSON texts. */
export function isJsonType(mediaType: string): boolean {
  return /^[^/]+\/(json|[^+]+\+json)$/.test(essenceOf(mediaType)) && essenceOf(mediaType) !== 'application/json-seq';
}

/** JSON texts one after the other: a line each, or each after a record separator (RFC 7464). */
export function isJsonStream(mediaType: string): boolean {
  return /^application\/(jsonl|json-lines|jsonlines|x-ndjson|ndjson|json-seq|x-json-stream|stream\+json)$|\+json-seq$/.test(essenceOf(mediaType));
}

export function isXmlType(mediaType: string): boolean {
  return /^(application|text)\/xml$|\+xml$/.test(essenceOf(mediaType));
}

export function isTextType(mediaType: string): boolean {
  const essence = essenceOf(mediaType);
  return essence.startsWith('text/') || /^application\/(javascript|graphql|sql|x-yaml|yaml|toml)$/.test(essence);
}

/** Whether a declared media type, perhaps a range such as `image/*` or `application/*+json`, takes one. */
export function takesType(declared: string, mediaType: string): boolean {
  const [type, subtype = ''] = essenceOf(declared).split('/');
  const [otherType, otherSubtype = ''] = essenceOf(mediaType).split('/');
  if (type !== '*' && type !== otherType) return false;
  return subtype === '*' || subtype === otherSubtype || (subtype.startsWith('*+') && otherSubtype.endsWith(subtype.slice(1)));
}
