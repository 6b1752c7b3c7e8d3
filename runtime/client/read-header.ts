import { exactInteger } from '../int64/exact-integer.ts';
import { parseWithIntegers } from '../int64/parse-with-integers.ts';
import type { HeaderForm, ScalarType } from '../contract.ts';

/** The value that a declared header's text stands for; a text that cannot become it stays a text. */
export function readHeader(text: string, form: HeaderForm): unknown {
  switch (form.as) {
    case 'json': return readJson(text, form.int64);
    case 'list': return text === '' ? [] : text.split(',').map((item) => scalarOf(item.trim(), form.types));
    case 'fields': return fieldsOf(text, form);
    default: return scalarOf(text, form.types);
  }
}

function readJson(text: string, int64: HeaderForm['int64']): unknown {
  try {
    return int64 === undefined ? (JSON.parse(text) as unknown) : parseWithIntegers(text, int64);
  } catch {
    return text;
  }
}

/** `R=100,G=200` where exploded, else `R,100,G,200` (OpenAPI 3.1, "Style Values", `simple`). */
function fieldsOf(text: string, { explode = false, fields = {}, others }: HeaderForm): unknown {
  const parts = text === '' ? [] : text.split(',').map((part) => part.trim());
  if (explode ? parts.some((part) => !part.includes('=')) : parts.length % 2 === 1) return text;
  const pairs = explode ? parts.map(splitPair) : parts.flatMap((name, index) => (index % 2 === 0 ? [[name, parts[index + 1] ?? ''] as const] : []));
  return Object.fromEntries(pairs.map(([name, value]) => [name, scalarOf(value, Object.hasOwn(fields, name) ? fields[name] : others)]));
}

function splitPair(part: string): readonly [name: string, value: string] {
  const equals = part.indexOf('=');
  return [part.slice(0, equals), part.slice(equals + 1)];
}

/** A JSON number (RFC 8259, section 6). */
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** An integer that is too large to be held exactly stays a text instead of becoming another one. */
function scalarOf(text: string, types: readonly ScalarType[] = []): unknown {
  if (types.includes('null') && text === 'null') return null;
  if (types.includes('boolean') && /^(?:true|false)$/.test(text)) return text === 'true';
  const exact = types.includes('int64') ? exactInteger(text) : undefined;
  if (exact !== undefined) return exact;
  if (!types.includes('number') && !types.includes('integer')) return text;
  const value = number.test(text) ? Number(text) : text;
  return typeof value === 'string' || !Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value)) ? text : value;
}
