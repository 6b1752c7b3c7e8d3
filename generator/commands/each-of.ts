/** What is done with each contract: one's mistakes keep no other from it, and all of them are thrown together. */
export async function eachOf<From, To>(items: readonly From[], act: (item: From) => Promise<To>): Promise<To[]> {
  const results = await Promise.allSettled(items.map(act));
  const errors = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
