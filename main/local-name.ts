/** As the README and the contract call a service of this machine: a cookie of `localhost` is none of `127.0.0.1`. */
export function localName(url: string): string {
  return url.replace('//127.0.0.1:', '//localhost:');
}
