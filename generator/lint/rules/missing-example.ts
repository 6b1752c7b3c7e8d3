import { isRecord, type Located } from '../../load/located.ts';
import { operationName, operationsOf, type FoundOperation } from '../operations-of.ts';
import type { Remark, Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';

export const missingExample: Rule = {
  id: 'missing-example',
  severity: 'warn',
  reason: 'Readers, the mock and the tests go by examples; without one they get invented data',
  check: (subject) => operationsOf(subject).flatMap((operation) => lacking(operation, subject)),
};

function lacking(found: FoundOperation, subject: Subject): Remark[] {
  const name = operationName(found);
  const body = found.operation.get('requestBody');
  const responses = found.operation.get('responses')?.members() ?? [];
  return [
    ...(body === undefined ? [] : withoutExample(body, `the body of ${name}`, subject)),
    ...responses.flatMap(([status, response]) =>
      status.startsWith('2') ? withoutExample(response, `the answer ${status} of ${name}`, subject) : [],
    ),
  ];
}

/** JSON contents only: a stream or a picture is nothing to write down. */
function withoutExample(owner: Located, what: string, subject: Subject): Remark[] {
  const contents = subject.references.follow(owner)?.get('content')?.members() ?? [];
  const json = contents.filter(([mediaType]) => /[/+]json\b/.test(mediaType));
  return json.flatMap(([mediaType, content]) => {
    const schema = content.get('schema');
    if (exampleKeys.some((key) => content.get(key) !== undefined) || schema === undefined || isShown(schema, subject)) return [];
    const message = `${what} has no example (${mediaType})`;
    return [{ at: content, message, hint: 'Add example or examples here, or to the schema and its properties' }];
  });
}

const exampleKeys = ['example', 'examples'];
/** One may see from these what a value looks like. */
const showing = [...exampleKeys, 'default', 'const', 'enum'];

/** Whether the schema, or all of its parts, say what a value looks like. */
function isShown(schema: Located, subject: Subject, open: readonly string[] = []): boolean {
  const here = subject.references.follow(schema);
  if (here === undefined || !isRecord(here.value) || open.includes(here.id)) return true;
  if (showing.some((key) => here.get(key) !== undefined) || here.value.type === 'boolean') return true;
  const parts = partsOf(here);
  return parts.length > 0 && parts.every((part) => isShown(part, subject, [...open, here.id]));
}

function partsOf(schema: Located): Located[] {
  const [choice] = [schema.get('oneOf'), schema.get('anyOf')].flatMap((list) => list?.items().slice(0, 1) ?? []);
  const properties = schema.get('properties')?.members().map(([, property]) => property) ?? [];
  const others = [schema.get('items'), schema.get('additionalProperties'), choice].filter((part) => part !== undefined);
  return [...properties, ...others.filter(({ value }) => isRecord(value)), ...(schema.get('allOf')?.items() ?? [])];
}
