/** Goes on at once with a value, later with a promise: what is synchronous stays so, and costs no promise. */
export function whenSettled<Value, Result>(value: Value | PromiseLike<Value>, proceed: (value: Value) => Result | Promise<Result>): Result | Promise<Result> {
  return isPromise(value) ? Promise.resolve(value).then(proceed) : proceed(value);
}

export function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
