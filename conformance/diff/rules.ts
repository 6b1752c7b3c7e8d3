/** How much a change weighs: it refuses what was promised; it may surprise; it takes nothing from anybody. */
export type Severity = 'breaking' | 'risky' | 'safe';

export interface Rule {
  readonly severity: Severity;
  /** Why, in one sentence without a full stop. */
  readonly reason: string;
}

/** Words of JSON Schema, as findings call them. */
export const keywordNouns: Readonly<Record<string, string>> = {
  type: 'type',
  enum: 'values',
  const: 'values',
  required: 'required',
  additionalProperties: 'properties',
  unevaluatedProperties: 'properties',
  'false schema': 'properties',
  minimum: 'minimum',
  exclusiveMinimum: 'minimum',
  maximum: 'maximum',
  exclusiveMaximum: 'maximum',
  multipleOf: 'multiple-of',
  minLength: 'min-length',
  maxLength: 'max-length',
  pattern: 'pattern',
  format: 'format',
  minItems: 'min-items',
  maxItems: 'max-items',
  uniqueItems: 'unique-items',
  items: 'items',
  unevaluatedItems: 'items',
  contains: 'contains',
  minContains: 'contains',
  maxContains: 'contains',
  minProperties: 'min-properties',
  maxProperties: 'max-properties',
  propertyNames: 'property-names',
  dependentRequired: 'dependent-required',
  oneOf: 'choice',
  anyOf: 'choice',
  discriminator: 'choice',
  not: 'not',
  if: 'condition',
  readOnly: 'read-only',
  writeOnly: 'write-only',
};

/** A word that is not in the table is called `schema`. */
export function nounOf(keyword: string): string {
  return Object.hasOwn(keywordNouns, keyword) ? (keywordNouns[keyword] ?? 'schema') : 'schema';
}

const breaking = (reason: string): Rule => ({ severity: 'breaking', reason });
const risky = (reason: string): Rule => ({ severity: 'risky', reason });
const safe = (reason: string): Rule => ({ severity: 'safe', reason });

const schemaRules = Object.fromEntries(
  [...new Set([...Object.values(keywordNouns), 'schema'])].flatMap((noun) => [
    [`request-${noun}-narrowed`, breaking('What clients send may only get wider: this value was accepted and is now refused')],
    [`request-${noun}-widened`, safe('What clients send may get wider')],
    [`response-${noun}-widened`, breaking('What clients receive may only get narrower: this value was ruled out and may now come')],
    [`response-${noun}-narrowed`, safe('What clients receive may get narrower')],
  ]),
);

/** Every rule by its id, which never changes its meaning. */
export const rules: Readonly<Record<string, Rule>> = {
  'operation-removed': breaking('Requests that were answered are now 404 or 405'),
  'operation-added': safe('Nobody calls it yet'),
  'operation-renamed': risky('Generated clients name their functions after operationId'),
  'operation-deprecated': safe('It still works'),
  'parameter-required': breaking('Requests without it were accepted'),
  'parameter-optional': safe('Requests that have it are still accepted'),
  'parameter-added': safe('Requests without it are still accepted'),
  'parameter-removed': breaking('What clients say with it is no longer heard, or not in this place'),
  'parameter-renamed': risky('Generated clients name what they are given after it; the wire stays the same'),
  'parameter-style-changed': breaking('The same value is written differently'),
  'default-changed': risky('Requests that leave it out now mean something else'),
  'request-body-required': breaking('Requests without a body were accepted'),
  'request-body-optional': safe('Requests with a body are still accepted'),
  'request-body-added': safe('Requests without a body are still accepted'),
  'request-body-removed': breaking('Requests with a body were accepted'),
  'request-media-type-removed': breaking('Bodies of this type were accepted'),
  'request-media-type-added': safe('Bodies of the other types are still accepted'),
  'request-encoding-changed': breaking('The same value is written differently'),
  'request-property-added': safe('Requests without it are still accepted'),
  'request-property-removed': risky('What clients say with it is no longer heard'),
  'body-limit-lowered': breaking('Bodies of this size were accepted'),
  'rate-limit-lowered': risky('Clients that keep to the old limit may be turned away'),
  'idempotency-required': breaking('Requests without the key were accepted'),
  'success-status-removed': breaking('Clients wait for this status'),
  'error-status-removed': safe('Clients merely know of an error that no longer comes'),
  'success-status-added': risky('Clients may take an unknown status for a failure'),
  'error-status-added': safe('Clients must cope with errors that they do not know (RFC 9110, section 15)'),
  'response-media-type-removed': breaking('Clients that accept nothing else are refused'),
  'response-media-type-added': risky('A client that accepts everything may get what it cannot read'),
  'response-encoding-changed': breaking('Clients read one value as a stream, or a stream as one value'),
  'response-header-removed': breaking('Clients rely on a header that was promised'),
  'response-header-optional': breaking('Clients rely on a header that was promised'),
  'response-header-dropped': risky('Clients may have read a header that was never promised'),
  'response-header-added': safe('Clients ignore headers that they do not know'),
  'response-property-added': safe('Clients were told that there may be more'),
  'response-property-removed': risky('Clients may have read a property that was never promised'),
  'security-narrowed': breaking('These credentials were enough'),
  'security-widened': safe('The credentials that were enough still are'),
  'security-scheme-changed': risky('Clients fetch their credentials elsewhere, or otherwise'),
  'channel-removed': breaking('Connections that were taken are refused'),
  'channel-added': safe('Nobody connects to it yet'),
  'subprotocol-removed': breaking('Clients that speak nothing else are refused'),
  'subprotocol-added': safe('The others are still spoken'),
  'message-removed': breaking('Clients send it, or wait for it'),
  'message-added': safe('Nobody sends it yet'),
  'sent-message-added': risky('Clients may not know what to do with it'),
  'message-encoding-changed': breaking('The same value is written differently'),
  'message-schema-changed': risky('Whether what was written before is still read is for the tools of its language, which is not JSON Schema'),
  'protocol-removed': breaking('Programs that speak nothing else no longer reach it'),
  'discriminator-changed': breaking('Messages are told apart by another property'),
  'reply-removed': breaking('Clients wait for an answer'),
  'message-limit-lowered': breaking('Messages of this size were accepted'),
  'idle-time-lowered': risky('Connections that were quiet and stayed open are now closed'),
  'webhook-removed': breaking('Clients wait for it'),
  'webhook-added': risky('Clients may not know what to do with it'),
  'webhook-body-optional': breaking('Clients rely on what was promised'),
  'webhook-parameter-optional': breaking('Clients rely on what was promised'),
  'webhook-answer-refused': breaking('Clients answer as the old contract said'),
  'close-code-added': risky('Clients may take an unknown code for a failure that passes'),
  'close-code-removed': safe('Clients merely know of a code that no longer comes'),
  ...schemaRules,
};

export function ruleOf(id: string): Rule {
  const rule = rules[id];
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  return rule;
}
