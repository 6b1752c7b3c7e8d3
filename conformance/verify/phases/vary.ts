import { plainCase, type Case, type Input, type Phase, type Place } from '../case.ts';
import { saysAllValues } from '../http/write-body.ts';
import type { Mutation } from '../inputs/mutate.ts';
import { coercion, mutationsOf } from '../inputs/mutations.ts';
import { placeOf } from '../inputs/plain-input.ts';
import { breaksOnTheWire, isSendable, scalarReadings } from '../inputs/wire-text.ts';
import { isCursorName, isIdName } from '../known-values.ts';
import { isMembers } from './same-value.ts';
import type { Subject } from '../subject.ts';
import { pointerTokens } from '../../../generator/load/json-pointer.ts';
import type { Content, Operation, Parameter } from '../../../generator/model/types.ts';

/** Whether the changed value still keeps to the schema. */
export type Kind = 'right' | 'wrong';

/** More is not looked at of one schema. */
const mostMutations = 2000;

/** Requests that differ from a plain one in one place: of a parameter or of the body. */
export function* variations(operation: Operation, input: Input, kind: Kind, subject: Subject): Generator<Case> {
  for (const parameter of operation.parameters) yield* parameterVariations(operation, parameter, input, kind, subject);
  const { body } = input;
  if (body === undefined || !('content' in body) || body.content.schema === undefined) return;
  const { content, value } = body;
  const isForm = content.codec === 'form';
  if (!saysAllValues(content) && !isForm) return;
  const judge = (changed: unknown) => (isForm ? formKind(content, value, changed, subject) : kindOf(content, changed, subject));
  for (const mutation of chosen(mutationsOf(value, subject.sitesOf(content), subject.sampler), judge, kind)) {
    const about = `body ${mutation.pointer === '' ? '' : `${mutation.pointer}: `}${mutation.about} (${mutation.keyword})`;
    yield changedCase(operation, { ...input, body: { content, value: mutation.value } }, kind, about, { in: 'body', pointer: mutation.pointer + (mutation.within ?? '').replace(/^branch \d+, /, ''), keyword: mutation.keyword });
  }
}

function* parameterVariations(operation: Operation, parameter: Parameter, input: Input, kind: Kind, subject: Subject): Generator<Case> {
  const place = placeOf[parameter.in];
  const { name } = parameter;
  const current = input[place][name];
  if (kind === 'right' && !parameter.required) yield* presence(operation, parameter, input, subject);
  if (kind === 'wrong' && parameter.required && place !== 'path') {
    yield changedCase(operation, withParameter(input, place, name, undefined), kind, `${parameter.in} parameter ${name} is missing`, { in: place, pointer: `/${name}`, keyword: 'required' });
  }
  const base = current ?? subject.sampler.smallest(subject.sitesOf(parameter))?.value;
  if (base === undefined) return;
  const judge = (value: unknown): Kind | undefined => {
    if (subject.accepts(parameter, value)) return isSendable(parameter, value) ? 'right' : undefined;
    return breaksOnTheWire(parameter, value, subject) ? 'wrong' : undefined;
  };
  for (const { keyword, about, value } of chosen(mutationsOf(base, subject.sitesOf(parameter), subject.sampler), judge, kind))
    yield changedCase(operation, withParameter(input, place, name, value), kind, `${parameter.in} parameter ${name}: ${about} (${keyword})`, { in: place, pointer: `/${name}`, keyword });
}

/** An optional parameter that the plain request leaves out. */
function* presence(operation: Operation, parameter: Parameter, input: Input, subject: Subject): Generator<Case> {
  const place = placeOf[parameter.in];
  const [example] = (parameter.examples ?? []).filter((value) => subject.accepts(parameter, value));
  const value = example ?? subject.sampler.smallest(subject.sitesOf(parameter))?.value;
  if (value === undefined || !isSendable(parameter, value)) return;
  yield changedCase(operation, withParameter(input, place, parameter.name, value), 'right', `with the ${parameter.in} parameter ${parameter.name}`, {
    in: place,
    pointer: `/${parameter.name}`,
    keyword: 'properties',
  });
}

function withParameter(input: Input, place: Place, name: string, value: unknown): Input {
  return { ...input, [place]: { ...input[place], [name]: value } };
}

/** One change of each kind for each place: two of one kind seldom find what one does not. */
export function* chosen(mutations: Iterable<Mutation>, judge: (value: unknown) => Kind | undefined, kind: Kind): Generator<Mutation> {
  const seen = new Set<string>();
  let looked = 0;
  for (const mutation of mutations) {
    if (looked++ > mostMutations) return;
    const key = keyOf(mutation, kind);
    if (seen.has(key) || judge(mutation.value) !== kind) continue;
    seen.add(key);
    yield mutation;
  }
}

/** Every member of a list of values is tried, and each way to miss a pattern; of wrong types one is enough. */
function keyOf({ pointer: outer, within = '', keyword, about }: Mutation, kind: Kind): string {
  const pointer = outer + within;
  const isEach = kind === 'right' ? ['enum', 'oneOf', 'pattern', 'items'] : ['pattern'];
  return isEach.includes(keyword) ? `${pointer} ${keyword} ${about}` : `${pointer} ${keyword}`;
}

/** Texts know no types, so a field breaks the schema only where each reading of it does. */
function formKind(content: Content, base: unknown, changed: unknown, subject: Subject): Kind | undefined {
  if (!isMembers(base) || !isMembers(changed)) return undefined;
  const [name, ...others] = Object.keys({ ...base, ...changed }).filter((each) => JSON.stringify(base[each]) !== JSON.stringify(changed[each]));
  if (name === undefined || others.length > 0) return undefined;
  const value = changed[name];
  if (value === undefined) return kindOf(content, changed, subject);
  if (typeof value === 'object' || value === '') return undefined;
  if (subject.accepts(content, changed)) return 'right';
  return scalarReadings(value).some((reading) => subject.accepts(content, { ...changed, [name]: reading })) ? undefined : 'wrong';
}

function kindOf(content: Content, value: unknown, subject: Subject): Kind {
  return subject.accepts(content, value) ? 'right' : 'wrong';
}

function changedCase(operation: Operation, input: Input, kind: Kind, about: string, at: Case['at']): Case {
  const phase: Phase = kind === 'right' ? 'coverage' : 'negative';
  const plain = { ...plainCase(operation, input, phase), about, at };
  const check = [coercion, 'null'].includes(at.keyword) ? 'no-coercion' : at.in === 'headers' && at.keyword === 'required' ? 'missing-required-header' : 'invalid-rejected';
  // Another id names another thing, or none, as does what a list goes on by; a key of idempotency may have been used for something else.
  const name = pointerTokens(at.pointer).at(-1) ?? '';
  if (kind === 'right' && at.keyword !== 'required' && (isIdName(name) || isCursorName(name) || /idempotency/i.test(name))) return { ...plain, expectation: { kind: 'anything' } };
  return kind === 'right' ? plain : { ...plain, expectation: { kind: 'rejected', check } };
}
