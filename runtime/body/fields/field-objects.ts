/** A field that the schema does not name; given several times, it becomes a list. */
export function addOther(others: Record<string, unknown>, name: string, value: unknown): void {
  if (!Object.hasOwn(others, name)) define(others, name, value);
  else define(others, name, Array.isArray(others[name]) ? [...(others[name] as unknown[]), value] : [others[name], value]);
}

/** One object of the fields that were sent. */
export function presentFields(others: Record<string, unknown>, known: Readonly<Record<string, unknown>>): Record<string, unknown> {
  for (const name of Object.keys(known)) if (known[name] !== undefined) define(others, name, known[name]);
  return others;
}

/** Sets an own property, whatever its name is. */
export function define(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}
