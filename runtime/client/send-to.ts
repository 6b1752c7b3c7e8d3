/**
 * A `fetch` that sends every request to one address, whatever its path; what the request adds to the query follows the
 * address's own. For receivers that say themselves where they want to be called.
 */
export function sendTo(address: string, send: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(address);
    for (const [name, value] of new URL(request.url).searchParams) url.searchParams.append(name, value);
    const { method, headers, signal, redirect } = request;
    const body = request.body === null ? null : await request.arrayBuffer();
    return send(url, { method, headers, signal, redirect, body });
  };
}
