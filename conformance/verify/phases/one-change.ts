import type { Content } from '../../../generator/model/types.ts';
import type { Subject } from '../subject.ts';
import { isKept, type Members } from './answers.ts';
import { isScalar } from './same-value.ts';

/** A change of one member of a thing: another text for one that is a text now. */
export function otherText(before: Members, content: Content, subject: Subject): Members | undefined {
  const candidates = Object.entries(before).flatMap(([name, value]) => (typeof value === 'string' && name !== 'id' ? [`${value}9`, value.slice(0, -1) + '9'].map((text) => ({ [name]: text })) : []));
  const isNamed = typeof content.schema === 'object';
  return candidates.find((candidate) => subject.accepts(content, candidate) && !subject.accepts(content, { 'specwright-unknown': 1, ...candidate })) ?? candidates.find((candidate) => isNamed && subject.accepts(content, candidate));
}

/** The same: another value of a list for a member that has one of it now. */
export function otherChoice(before: Members, content: Content, subject: Subject): Members | undefined {
  const { sampler } = subject;
  const choices = sampler.alternatives(subject.sitesOf(content)).flatMap((shape) => shape.declared.flatMap((name) => sampler.alternatives(shape.property(name)).flatMap(({ values = [] }) => values.map((value) => [name, value] as const))));
  const other = choices.find(([name, value]) => Object.hasOwn(before, name) && isScalar(value) && value !== null && before[name] !== value && subject.accepts(content, { [name]: value }));
  return other && { [other[0]]: other[1] };
}

/** The same: another number for one that is a number now. */
export function otherNumber(before: Members, content: Content, subject: Subject): Members | undefined {
  return firstTaken(Object.entries(before).flatMap(([name, value]) => (typeof value === 'number' && name !== 'id' ? [value + 0.5, value - 0.5, value + 1, value - 1].map((number) => ({ [name]: number })) : [])), content, subject);
}

/** The same: null for something that says something now (RFC 7396). */
export function otherNull(before: Members, content: Content, subject: Subject): Members | undefined {
  return firstTaken(Object.entries(before).flatMap(([name, value]) => (value === null || name === 'id' ? [] : [{ [name]: null }])), content, subject);
}

/** The change has to be of a member that the contract knows. */
function firstTaken(candidates: readonly Members[], content: Content, subject: Subject): Members | undefined {
  const declared = subject.sampler.alternatives(subject.sitesOf(content)).flatMap((shape) => shape.declared);
  return candidates.find((candidate) => Object.keys(candidate).every((name) => declared.includes(name)) && subject.accepts(content, candidate));
}

/** What a server counts or dates by itself may change with every write. */
export function othersChanged(before: Members, after: Members, patch: Members): string[] {
  const isOwn = (name: string) => Object.hasOwn(patch, name) || /updat|modif|version|etag|revision|chang|time|date|_at$|At$|hash|slug|url|href|link/i.test(name);
  return Object.keys(before).filter((name) => !isOwn(name) && (isScalar(before[name]) || Array.isArray(before[name])) && !(Object.hasOwn(after, name) && isKept(before[name], after[name])));
}
