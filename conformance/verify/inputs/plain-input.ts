import type { Content, Operation, Parameter } from '../../../generator/model/types.ts';
import type { Input, Place } from '../case.ts';
import { isIdName, type KnownValues } from '../known-values.ts';
import type { Subject } from '../subject.ts';
import { isMembers } from '../phases/same-value.ts';
import { inOrder } from './in-order.ts';
import { readText } from './wire-text.ts';

/** Why no right request can be made up for an operation. */
export class NoInput extends Error {
  override readonly name = 'NoInput';
}

export const placeOf: Readonly<Record<Parameter['in'], Place>> = { path: 'path', query: 'query', header: 'headers', cookie: 'cookies' };

/**
 * A right request with little in it: what is required, as small as may be. What the user or an earlier answer has told comes first,
 * then examples of the contract, then made-up values.
 * @throws {NoInput} where no valid value was found
 */
export function plainInput(operation: Operation, subject: Subject, known: KnownValues): Input {
  const values: Record<Place, Record<string, unknown>> = { path: {}, query: {}, headers: {}, cookies: {} };
  for (const parameter of operation.parameters) {
    const given = valueFor(operation, parameter, subject, known);
    if (given === undefined && !parameter.required) continue;
    values[placeOf[parameter.in]][parameter.name] = given ?? plainValue(parameter, subject, operation);
  }
  const { body } = operation;
  const content = body === undefined ? undefined : plainContent(body.contents);
  if (content === undefined) return values;
  const value = withKnownIds(plainBody(content, subject, operation), content, subject, known);
  return { ...values, body: { content, value }, ...(namesUnknown(value, known) ? { isGuess: true } : {}) };
}

/** What the user said stands, even where the contract does not have it; an optional parameter is not learnt. */
function valueFor(operation: Operation, parameter: Parameter, subject: Subject, known: KnownValues): unknown {
  const given = known.givenFor(operation, parameter);
  if (given !== undefined) return readText(given, parameter, subject);
  const learnt = parameter.required ? known.learntFor(operation, parameter) : undefined;
  const readings = learnt === undefined ? [] : [learnt, String(learnt), Number(learnt)];
  return readings.find((value) => subject.accepts(parameter, value));
}

/** Members that name a thing name one that is there. */
function withKnownIds(body: unknown, content: Content, subject: Subject, known: KnownValues): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.entries(body).reduce<Record<string, unknown>>((all, [name, member]) => {
    const value = typeof member === 'object' ? undefined : known.named(name);
    const changed = { ...all, [name]: value };
    return value !== undefined && subject.accepts(content, changed) ? changed : all;
  }, { ...body });
}

/** Whether a body names things by ids that no answer has told. */
function namesUnknown(body: unknown, known: KnownValues): boolean {
  if (Array.isArray(body)) return body.some((item) => namesUnknown(item, known));
  if (typeof body !== 'object' || body === null) return false;
  return Object.entries(body).some(([name, member]) => (typeof member === 'object' ? namesUnknown(member, known) : isIdName(name) && known.named(name) !== member));
}

/** The same; undefined where no right request can be made up. */
export function tryPlainInput(operation: Operation, subject: Subject, known: KnownValues): Input | undefined {
  try {
    return plainInput(operation, subject, known);
  } catch (error) {
    if (error instanceof NoInput) return undefined;
    throw error;
  }
}

/** The kind of body that says most: JSON, else the first. */
export function plainContent(contents: readonly Content[]): Content | undefined {
  return contents.find(({ codec }) => codec === 'json') ?? contents[0];
}

export function plainBody(content: Content, subject: Subject, operation: Operation): unknown {
  const [example] = content.examples.filter(({ value }) => subject.accepts(content, value));
  if (example !== undefined) return example.value;
  if (content.schema === undefined) return content.codec === 'json' ? {} : 'specwright';
  if (content.codec === 'binary') return 'specwright';
  const sample = subject.sampler.smallest(subject.sitesOf(content));
  if (sample === undefined) throw new NoInput(`no valid ${content.mediaType} body could be made up for ${operation.id}`);
  return isMembers(sample.value) ? inOrder(sample.value, (value) => subject.accepts(content, value)) : sample.value;
}

/** A value that shows on the wire: a text in a path is not empty and no dot, and a header is not blank. */
function plainValue(parameter: Parameter, subject: Subject, operation: Operation): unknown {
  const { sampler } = subject;
  const sites = subject.sitesOf(parameter);
  const candidates = [...(parameter.examples ?? []), sampler.smallest(sites)?.value, ...sampler.alternatives(sites).flatMap((shape) => [...take(sampler.candidates(shape, []), 40)])];
  const found = candidates.find((value) => value !== undefined && subject.accepts(parameter, value) && isWritable(value));
  if (found === undefined) throw new NoInput(`no valid value could be made up for the ${parameter.in} parameter ${parameter.name} of ${operation.id}`);
  return found;
}

function isWritable(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.every(isWritable);
  return typeof value !== 'string' || /^[\w.~-]*\w[\w.~-]*$/.test(value) || /^[\x21-\x7e]+$/.test(value);
}

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let taken = 0;
  for (const item of items) {
    if (taken++ >= count) return;
    yield item;
  }
}
