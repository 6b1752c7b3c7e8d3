interface Cookie {
  readonly host: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** As much of a browser as signing in takes: cookies, redirects, and forms that are sent with POST. Cookies do not know ports (RFC 6265 section 8.5). */
export class Browser {
  #cookies: Cookie[] = [];

  /** Goes to an address and wherever it leads, but not to `stopBefore`: where that comes up, its page is empty. */
  async open(address: string | URL, { stopBefore, form }: { stopBefore?: string; form?: URLSearchParams } = {}): Promise<Page> {
    let url = new URL(address);
    let body = form;
    for (let hops = 0; hops < 15; hops += 1) {
      if (stopBefore !== undefined && url.href.startsWith(stopBefore)) return { url, status: 0, headers: new Headers(), text: '' };
      const response = await this.request(url, body);
      const location = response.headers.get('location');
      if (location === null) return { url, status: response.status, headers: response.headers, text: await response.text() };
      await response.body?.cancel();
      [url, body] = [new URL(location, url), undefined];
    }
    throw new Error(`more than 15 redirects from ${String(address)}`);
  }

  /** Sends the page's form: what is hidden in it, the first button, and the given values. */
  submit(page: Page, values: Readonly<Record<string, string>> = {}, options: { stopBefore?: string } = {}): Promise<Page> {
    const [, attributes = ''] = /<form([^>]*)>/.exec(page.text) ?? [];
    const hidden = [...page.text.matchAll(/<(?:input[^>]*type="hidden"|button)[^>]*>/g)].slice(0, 2).map(([tag]) => tag);
    const form = new URLSearchParams(hidden.flatMap((tag) => (attribute(tag, 'name') ? [[attribute(tag, 'name'), attribute(tag, 'value')]] : [])));
    for (const [name, value] of Object.entries(values)) form.set(name, value);
    return this.open(new URL(attribute(attributes, 'action') || page.url.href, page.url), { ...options, form });
  }

  cookie(name: string): string | undefined {
    return this.#cookies.find((cookie) => cookie.name === name)?.value;
  }

  /** One request with the cookies that belong to it. */
  async request(url: URL, form?: URLSearchParams): Promise<Response> {
    const cookies = this.#cookies.filter(({ host, path }) => host === url.hostname && url.pathname.startsWith(path));
    const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
    const response = await fetch(url, { method: form ? 'POST' : 'GET', headers, body: form, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(url.hostname, line);
    return response;
  }

  #keep(host: string, line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', ...value] = pair.split('=');
    const get = (wanted: string) => attributes.find((each) => each.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    const path = get('path') ?? '/';
    const isOver = get('max-age') === '0' || Date.parse(get('expires') ?? '9999-01-01') <= Date.now();
    this.#cookies = this.#cookies.filter((cookie) => cookie.name !== name || cookie.host !== host || cookie.path !== path);
    if (!isOver) this.#cookies.push({ host, path, name, value: value.join('=') });
  }
}

function attribute(tag: string, name: string): string {
  return new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&') ?? '';
}
