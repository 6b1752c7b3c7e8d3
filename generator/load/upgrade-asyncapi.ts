import { appendToken } from './json-pointer.ts';
import { isRecord, Located } from './located.ts';
import { isReference } from './references.ts';
import type { RefusalList } from './refusal.ts';
import { setMember } from './yaml-data.ts';

type Data = Record<string, unknown>;

/**
 * A document of AsyncAPI 2 as one of AsyncAPI 3, with the positions of what was written; one of AsyncAPI 3 as it is.
 * Operations leave their channels: clients `publish` what the service receives, and `subscribe` to what it sends
 * (AsyncAPI 2.6, "Channel Item Object"). Its member `asyncapi` still tells the version, since traits differ.
 */
export function upgradeAsyncApi(root: Located, refusals: RefusalList): Located {
  if (!root.text('asyncapi')?.startsWith('2.')) return root;
  const { data, origins } = new Upgrade(root, refusals).run();
  const origin = (pointer: string) => {
    for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      const known = origins.get(pointer.slice(0, end));
      if (known !== undefined) return known + pointer.slice(end);
    }
    return pointer;
  };
  return Located.rootOf(root.source.readingAs(data, origin));
}

class Upgrade {
  readonly #root: Located;
  readonly #refusals: RefusalList;
  /** Pointers in the new data → pointers in the written data, where they differ. */
  readonly #origins = new Map<string, string>();
  readonly #operations: Data = {};

  constructor(root: Located, refusals: RefusalList) {
    this.#root = root;
    this.#refusals = refusals;
  }

  run(): { data: Data; origins: ReadonlyMap<string, string> } {
    const servers = this.#members('servers', (server) => this.#server(server));
    const channels = this.#members('channels', (item, address) => this.#channel(address, item));
    const data = { ...(this.#root.value as Data), servers, channels, operations: this.#operations };
    return { data, origins: this.#origins };
  }

  #members(name: 'servers' | 'channels', upgrade: (item: Located, key: string) => Data | undefined): Data {
    const result: Data = {};
    for (const [key, item] of this.#root.get(name)?.members() ?? []) {
      const located = this.#local(item);
      const upgraded = located && upgrade(located, key);
      if (located === undefined || upgraded === undefined) continue;
      setMember(result, key, upgraded);
      this.#origins.set(item.pointer, located.pointer);
    }
    return result;
  }

  /** What a reference within the document stands for. One to a channel or server of another file is refused. */
  #local(item: Located): Located | undefined {
    let current: Located | undefined = item;
    for (let steps = 0; current !== undefined && isReference(current.value) && steps < 32; steps += 1) {
      const reference: string = current.value.$ref;
      if (!reference.startsWith('#/')) return this.#refuseOtherFile(current);
      const tokens: string[] = reference.slice(2).split('/').map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
      current = tokens.reduce<Located | undefined>((place, token) => place?.get(token), this.#root);
    }
    return current;
  }

  #refuseOtherFile(at: Located): undefined {
    const message = 'a channel or server of AsyncAPI 2 in another file is not supported';
    const hint = 'Write it into this document; its messages and schemas may stay in other files';
    this.#refusals.add({ code: 'unsupported-feature', message, hint, position: (at.get('$ref') ?? at).position });
  }

  /** `url` becomes `host` and `pathname`. */
  #server(server: Located): Data {
    const { url, ...others } = server.value as Data;
    const [, host = '', pathname] = /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?([^/?#]*)(\/[^?#]*)?/i.exec(String(url)) ?? [];
    for (const name of ['host', 'pathname']) {
      this.#origins.set(appendToken(server.pointer, name), appendToken(server.pointer, 'url'));
    }
    return { ...others, host, ...(pathname === undefined ? {} : { pathname }) };
  }

  #channel(address: string, item: Located): Data {
    const { publish, subscribe, servers, ...others } = item.value as Data;
    const pointer = appendToken('/channels', address);
    const messages: Data = {};
    for (const [name, written] of Object.entries({ publish, subscribe })) {
      const operation = item.get(name);
      if (written !== undefined && operation !== undefined) this.#operation(name, operation, { address, pointer, messages });
    }
    const named = Array.isArray(servers) ? { servers: servers.map((name) => reference(appendToken('/servers', String(name)))) } : {};
    return { ...others, address, messages, ...named };
  }

  #operation(verb: string, located: Located, channel: { address: string; pointer: string; messages: Data }): void {
    const { operationId, ...described } = located.value as Data;
    const id = this.#freeId(typeof operationId === 'string' ? operationId : `${verb} ${channel.address}`);
    const message = located.get('message');
    const written = message?.get('oneOf')?.items() ?? (message === undefined ? [] : [message]);
    const keys = written.map((item, index) => this.#addMessage(item, `${id}${written.length > 1 ? index + 1 : ''}`, channel));
    setMember(this.#operations, id, {
      ...described,
      action: verb === 'publish' ? 'receive' : 'send',
      channel: reference(channel.pointer),
      messages: keys.map((key) => reference(`${channel.pointer}${appendToken('/messages', key)}`)),
    });
    this.#origins.set(appendToken('/operations', id), located.pointer);
  }

  #freeId(wanted: string): string {
    let id = wanted;
    for (let number = 2; Object.hasOwn(this.#operations, id); number += 1) id = `${wanted}${number}`;
    return id;
  }

  /** A message under the name that it has in the document; two of one name on a channel are told apart by a number. */
  #addMessage(item: Located, fallback: string, { pointer, messages }: { pointer: string; messages: Data }): string {
    const wanted = isReference(item.value) ? item.referenceKey : (item.text('messageId') ?? item.text('name') ?? fallback);
    const isSame = (key: string) => {
      const known = messages[key];
      return isReference(known) && isReference(item.value) && known.$ref === item.value.$ref;
    };
    let key = wanted;
    for (let number = 2; Object.hasOwn(messages, key) && !isSame(key); number += 1) key = `${wanted}${number}`;
    if (!Object.hasOwn(messages, key)) {
      setMember(messages, key, isRecord(item.value) ? item.value : {});
      this.#origins.set(`${pointer}${appendToken('/messages', key)}`, item.pointer);
    }
    return key;
  }
}

/** A pointer as a URI fragment, in which a percent sign begins an encoded octet. */
function reference(pointer: string): Data {
  return { $ref: `#${pointer.replaceAll('%', '%25')}` };
}
