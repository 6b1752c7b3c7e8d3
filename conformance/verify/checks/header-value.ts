import { readHeader } from 'specwright/client';
import type { Header, ValueShape } from '../../../generator/model/types.ts';
import type { Subject } from '../subject.ts';
import type { Fault } from './check.ts';

type Form = Parameters<typeof readHeader>[1];

/** What is wrong with a header's text by its schema, read as clients read it (OpenAPI 3.1, "Header Object"). */
export function headerFaults(header: Header, text: string, subject: Subject): Fault[] {
  const readings = [...formsOf(header).map((form) => readHeader(text, form)), text];
  const sites = subject.sitesOf(header);
  if (readings.some((value) => subject.contract.schemas.accepts(sites, value))) return [];
  const [error] = subject.contract.schemas.errors(sites, readings[0]);
  return [{ message: `the header ${header.name} ${error?.message ?? 'is not valid'}, it is ${JSON.stringify(text)}`, where: `${header.name} ${error?.keyword ?? ''}`, at: header.at }];
}

/** Each form that a schema of several types leaves open. */
function formsOf({ contentType, shape, explode }: Header): Form[] {
  if (contentType !== undefined) return [{ as: 'json' }];
  const { types, items, properties = {} } = shape;
  const fields = Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, scalarTypes(property)]));
  return [
    { types: scalarTypes(shape) },
    ...(types.includes('array') ? [{ as: 'list', types: scalarTypes(items) } as const] : []),
    ...(types.includes('object') ? [{ as: 'fields', explode, fields } as const] : []),
  ];
}

function scalarTypes({ types }: ValueShape = { types: [] }): NonNullable<Form['types']> {
  return types.filter((type) => type !== 'array' && type !== 'object' && type !== 'string');
}
