import type { Operation, Parameter } from '../../../generator/model/types.ts';
import type { Subject } from '../subject.ts';
import type { Query } from './pages.ts';
import { isMembers, isScalar } from './same-value.ts';

export const orders = /^(sort|sort_?(by|order|dir)|order|order_?by|direction)$/i;

/** How a list is asked to be sorted one way, and the other way round. */
export interface Sorting {
  readonly by: string;
  readonly up: Query;
  readonly down: Query;
}

/** By one parameter, such as `sort=-name`, or by two: what it is sorted by, and which way. */
export function sortingsOf({ parameters }: Operation, subject: Subject): Sorting[] {
  const queries = parameters.filter(({ in: place, name }) => place === 'query' && orders.test(name)).map((parameter) => ({ name: parameter.name, values: textsOf(parameter, subject) }));
  const way = queries.find(({ values }) => values.some((value) => /^asc(ending)?$/i.test(value)) && values.some((value) => /^desc(ending)?$/i.test(value)));
  const [up = '', down = ''] = [/^asc/i, /^desc/i].map((start) => way?.values.find((value) => start.test(value)) ?? '');
  return queries.filter((each) => each !== way).flatMap(({ name, values }) => {
    const pairs = values.flatMap((value) => opposites(value).filter((other) => values.includes(other)).map((other) => ({ by: value, up: { [name]: value }, down: { [name]: other } })));
    if (pairs.length > 0 || way === undefined) return pairs;
    return values.map((value) => ({ by: value, up: { [name]: value, [way.name]: up }, down: { [name]: value, [way.name]: down } }));
  });
}

function textsOf(parameter: Parameter, subject: Subject): string[] {
  return subject.sampler.alternatives(subject.sitesOf(parameter)).flatMap(({ values = [] }) => values).filter((value) => typeof value === 'string');
}

/** What a list is sorted by, as far as its items have a member of that name. */
function valuesBy(items: readonly unknown[], by: string): unknown[] {
  const name = plain(by.replace(/^[-+]|[:,. _-]?(asc|desc)$/gi, ''));
  return items.map((item) => (isMembers(item) ? Object.entries(item).find(([key]) => plain(key) === name || plain(key) === `${name}at`)?.[1] : undefined));
}

/** Whether it can be told that they are in an order: what they are sorted by is a member that differs. */
export function isSorted(items: readonly unknown[], by: string): boolean {
  const values = valuesBy(items, by).filter((value) => isScalar(value) && value !== null);
  return values.length > 1 && new Set(values.map((value) => String(value).toLowerCase())).size > 1;
}

/** Of numbers and times only: who sorts texts does it by a language. */
export function isMonotonic(items: readonly unknown[], by: string): boolean {
  const values = valuesBy(items, by).map((value) => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : value)).filter((value) => value !== undefined && value !== null);
  if (!values.every((value) => typeof value === 'number')) return true;
  const steps = values.slice(1).map((value, index) => Math.sign(value - (values[index] ?? value)));
  return !(steps.includes(1) && steps.includes(-1));
}

/** The same the other way round. */
export function opposites(value: string): string[] {
  return [`-${value}`, value.replace(/asc/i, (text) => (text === 'ASC' ? 'DESC' : 'desc'))].filter((other) => other !== value);
}

function plain(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}
