import { isMembers, isScalar } from './same-value.ts';

/** What a list is sorted by, as far as its items have a member of that name. */
function valuesBy(items: readonly unknown[], by: string): unknown[] {
  const name = plain(by.replace(/^[-+]|[:,. _-]?(asc|desc)$/gi, ''));
  return items.map((item) => (isMembers(item) ? Object.entries(item).find(([key]) => plain(key) === name || plain(key) === `${name}at`)?.[1] : undefined));
}

/** Whether it can be told that they are in an order: what they are sorted by is a member that differs. */
export function isSorted(items: readonly unknown[], by: string): boolean {
  const values = valuesBy(items, by).filter((value) => isScalar(value) && value !== null);
  return values.length === items.length && new Set(values.map((value) => String(value).toLowerCase())).size > 1;
}

/** Of numbers and times only: who sorts texts does it by a language. */
export function isMonotonic(items: readonly unknown[], by: string): boolean {
  const values = valuesBy(items, by).map((value) => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : value));
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
