import { resolve, type Json, type Mutant, type OperationPlace } from './mutants.ts';

/** Changes of the schemas of an operation: of what it takes, and of what it answers with success. */
export function schemaMutants({ path, method, operation }: OperationPlace, document: Json): Mutant[] {
  const id = String(operation['operationId']);
  const body = jsonSchemaOf(operation['requestBody'] as Json | undefined, document);
  const success = Object.keys(operation['responses'] as Json).find((status) => status.startsWith('2'));
  const answer = success === undefined ? undefined : jsonSchemaOf((operation['responses'] as Json)[success] as Json, document);
  const at = (copy: Json) => ((copy['paths'] as Json)[path] as Json)[method] as Json;
  const inBody = (copy: Json) => inlined(at(copy), ['requestBody'], copy);
  const inAnswer = (copy: Json) => inlined(at(copy), ['responses', success ?? ''], copy);
  return [
    ...(body === undefined ? [] : requestChanges(body, document).map(([kind, name, change]): Mutant => ({ kind, name: `${id}: request ${name}`, change: (copy) => change(inBody(copy)) }))),
    ...(answer === undefined ? [] : answerChanges(answer, document).map(([kind, name, change]): Mutant => ({ kind, name: `${id}: answer ${name}`, change: (copy) => change(inAnswer(copy)) }))),
  ];
}

type Change = readonly [kind: string, name: string, change: (schema: Json) => void];

/** The schema of a body, whole, without references at its top or in its members; undefined where it is no object. */
function jsonSchemaOf(described: Json | undefined, document: Json): Json | undefined {
  if (described === undefined) return undefined;
  const content = resolve(described, document)['content'] as Record<string, Json> | undefined;
  const schema = content?.['application/json']?.['schema'] as Json | undefined;
  const resolved = schema === undefined ? undefined : resolve(schema, document);
  return resolved?.['properties'] === undefined ? undefined : resolved;
}

/** Writes the schema in place of the references that lead to it, so that nothing else changes with it. */
function inlined(operation: Json, keys: readonly string[], document: Json): Json {
  const [last = '', ...before] = [...keys].reverse();
  const owner = before.reverse().reduce<Json>((at, key) => at[key] as Json, operation);
  const described = structuredClone(resolve(owner[last] as Json, document));
  owner[last] = described;
  const media = (described['content'] as Record<string, Json>)['application/json'] as Json;
  for (const name of ['example', 'examples']) delete media[name];
  const schema = structuredClone(resolve(media['schema'] as Json, document));
  const properties = schema['properties'] as Record<string, Json>;
  for (const [name, property] of Object.entries(properties)) properties[name] = structuredClone(resolve(property, document));
  media['schema'] = schema;
  return schema;
}

function memberOf(schema: Json, name: string): Json {
  return (schema['properties'] as Record<string, Json>)[name] as Json;
}

function requestChanges(schema: Json, document: Json): Change[] {
  const members = Object.entries(schema['properties'] as Record<string, Json>).map(([name, member]) => [name, resolve(member, document)] as const);
  const required = (schema['required'] ?? []) as string[];
  const words = members.flatMap(([name, member]) => memberChanges(name, member));
  const optional = members.filter(([name]) => !required.includes(name)).map(([name]): Change => ['required', `${name} is required`, (own) => void (own['required'] = [...((own['required'] ?? []) as string[]), name])]);
  const free = required.map((name): Change => ['optional', `${name} is optional`, (own) => void (own['required'] = required.filter((each) => each !== name))]);
  const added: Change = ['new member', 'has a new member, which is required', (own) => {
    (own['properties'] as Json)['specwright_new'] = { type: 'string' };
    own['required'] = [...required, 'specwright_new'];
  }];
  return [...words, ...optional, ...free, added];
}

/** What is taken gets narrower or wider than what the service takes. */
function memberChanges(name: string, member: Json): Change[] {
  const set = (kind: string, about: string, words: Json): Change => [kind, `${name} ${about}`, (own) => void Object.assign(memberOf(own, name), words)];
  const { type, maxLength, minLength, maximum, minimum } = member;
  const longer = typeof maxLength === 'number' && maxLength < 5000 && member['pattern'] === undefined && member['format'] === undefined;
  return [
    ...(longer ? [set('longer', 'may be longer', { maxLength: maxLength + 1 }), set('shorter', 'may not be as long', { maxLength: maxLength - 1 })] : []),
    ...(typeof minLength === 'number' && member['pattern'] === undefined && member['format'] === undefined ? [set('least', 'has to be longer', { minLength: minLength + 1 })] : []),
    ...(typeof maximum === 'number' ? [set('maximum', 'may be larger', { maximum: maximum + 1 })] : []),
    ...(typeof minimum === 'number' ? [set('minimum', 'has to be larger', { minimum: minimum + 1 })] : []),
    ...(Array.isArray(member['enum']) ? [set('enum', 'may be something else', { enum: [...(member['enum'] as unknown[]), 'specwright'] })] : []),
    ...(type === 'string' ? [[`type`, `${name} is a number`, (own: Json) => void ((own['properties'] as Json)[name] = { type: 'integer' })] as const] : []),
  ];
}

/** Of members that are always there. */
function answerChanges(schema: Json, document: Json): Change[] {
  const required = ((schema['required'] ?? []) as string[]).filter((name) => (schema['properties'] as Json)[name] !== undefined);
  const typed = required.flatMap((name): Change[] => {
    const { type } = resolve(memberOf(schema, name), document);
    const other = type === 'string' ? 'integer' : 'string';
    return [['answer type', `${name} is of type ${other}`, (own) => void ((own['properties'] as Json)[name] = { type: other })]];
  });
  const texts = required.filter((name) => resolve(memberOf(schema, name), document)['type'] === 'string');
  const constant = texts.map((name): Change => ['answer value', `${name} is always the same`, (own) => void ((own['properties'] as Json)[name] = { type: 'string', const: 'specwright' })]);
  const added: Change = ['answer member', 'has a new member', (own) => {
    (own['properties'] as Json)['specwright_new'] = { type: 'string' };
    own['required'] = [...required, 'specwright_new'];
  }];
  const gone = required.map((name): Change => ['answer closed', `has no ${name}`, (own) => {
    own['properties'] = Object.fromEntries(Object.entries(own['properties'] as Json).filter(([key]) => key !== name));
    own['required'] = required.filter((each) => each !== name);
    own['additionalProperties'] = false;
  }]);
  return [...typed, ...constant, ...gone, added];
}
