import type { Header, ValueShape } from '../../../generator/model/types.ts';
import type { Subject } from '../subject.ts';
import type { Fault } from './check.ts';

/** What is wrong with a header's text by its schema, read in the style `simple` (OpenAPI 3.1, "Header Object"). */
export function headerFaults(header: Header, text: string, subject: Subject): Fault[] {
  const readings = readingsOf(header, text);
  const sites = subject.sitesOf(header);
  if (readings.some((value) => subject.contract.schemas.accepts(sites, value))) return [];
  const [error] = subject.contract.schemas.errors(sites, readings[0]);
  return [{ message: `the header ${header.name} ${error?.message ?? 'is not valid'}, it is ${JSON.stringify(text)}`, where: `${header.name} ${error?.keyword ?? ''}`, at: header.at }];
}

function readingsOf({ contentType, shape, explode }: Header, text: string): unknown[] {
  if (contentType !== undefined) return jsonOf(text);
  const { types } = shape;
  const items = text.split(',').map((item) => item.trim());
  return [
    ...scalars(text, shape),
    ...(types.includes('array') ? [items.map((item) => scalars(item, shape.items ?? anything)[0])] : []),
    ...(types.includes('object') ? [Object.fromEntries(pairsOf(items, explode).map(([name, value]) => [name, scalars(value, shape.properties?.[name] ?? anything)[0]]))] : []),
  ];
}

const anything: ValueShape = { types: ['string'] };

/** The text as each type that it may have, the narrowest first. */
function scalars(text: string, { types }: ValueShape): unknown[] {
  const isNumber = text !== '' && Number.isFinite(Number(text));
  const asNumber = isNumber && (types.includes('number') || types.includes('integer')) ? [Number(text)] : [];
  const asBoolean = types.includes('boolean') && /^(true|false)$/.test(text) ? [text === 'true'] : [];
  return [...asNumber, ...asBoolean, text];
}

function pairsOf(items: readonly string[], explode: boolean): [string, string][] {
  if (explode) return items.map((item) => [item.slice(0, Math.max(0, item.indexOf('='))), item.slice(item.indexOf('=') + 1)]);
  return items.flatMap((item, index) => (index % 2 === 0 ? [[item, items[index + 1] ?? ''] as [string, string]] : []));
}

function jsonOf(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [text];
  }
}
