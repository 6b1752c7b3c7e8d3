import type { Content } from '../../../generator/model/types.ts';
import type { Input } from '../case.ts';
import { isIdName } from '../known-values.ts';
import type { Subject } from '../subject.ts';
import { membersOf } from './other-texts.ts';

const looked = 20;

/** The same with every optional member that can be made up, as far as it says something; undefined where there is none. */
export function withAllMembers(input: Input, subject: Subject): Input | undefined {
  const { body } = input;
  const members = membersOf(body);
  if (members === undefined || body === undefined || !('content' in body)) return undefined;
  const full = optionalNames(body.content, members, subject).reduce<Readonly<Record<string, unknown>>>((all, { name, values }) => {
    const value = values.find((each) => saysSomething(each) && subject.accepts(body.content, { ...all, [name]: each }));
    return value === undefined ? all : { ...all, [name]: value };
  }, members);
  return full === members ? undefined : { ...input, body: { content: body.content, value: full } };
}

function optionalNames(content: Content, members: Readonly<Record<string, unknown>>, subject: Subject) {
  const { sampler } = subject;
  const shape = sampler.alternatives(subject.sitesOf(content)).find(({ parts }) => sampler.schemas.accepts(parts, members));
  const names = shape?.declared.filter((name) => !Object.hasOwn(members, name) && !isIdName(name)) ?? [];
  return names.map((name) => ({ name, values: sampler.alternatives(shape?.property(name) ?? []).flatMap((each) => [...sampler.candidates(each, [])].slice(0, looked)) }));
}

function saysSomething(value: unknown): boolean {
  if (value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
