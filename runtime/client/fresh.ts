/** A value, or a function that makes a fresh one for each connect: a token that expires, for example. */
export type Fresh<Value> = Value | (() => Value | Promise<Value>);

export async function readFresh<Value>(value: Fresh<Value>): Promise<Value> {
  return typeof value === 'function' ? (value as () => Value | Promise<Value>)() : value;
}
