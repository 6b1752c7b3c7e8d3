import { openContract, type Contract } from '../../../conformance/contract/open-contract.ts';
import { contractFolder, type Files } from '../../generator/contract-folder.ts';

const opened = new Map<string, Promise<Contract>>();

/** Opens a contract that is written in place; the same text once. */
export function contractOf(files: Files | string): Promise<Contract> {
  const key = JSON.stringify(files);
  const known = opened.get(key) ?? open(files);
  opened.set(key, known);
  return known;
}

async function open(files: Files | string): Promise<Contract> {
  const folder = contractFolder(typeof files === 'string' ? { 'openapi.yaml': files } : files);
  return openContract(folder, { base: folder });
}

export interface Parts {
  /** Schema of the request body. */
  readonly request?: unknown;
  /** Schema of the answer. */
  readonly response?: unknown;
  /** `components/schemas` */
  readonly schemas?: Readonly<Record<string, unknown>>;
  /** Members of the operation, instead of what is made of the schemas. */
  readonly operation?: Readonly<Record<string, unknown>>;
  /** Members of the document. */
  readonly document?: Readonly<Record<string, unknown>>;
  readonly path?: string;
  readonly method?: string;
}

/** A document with one operation, `POST /things`. */
export function documentOf(parts: Parts): string {
  const { request, response, schemas = {}, operation = {}, document = {}, path = '/things', method = 'post' } = parts;
  const json = (schema: unknown) => ({ 'application/json': { schema } });
  const operationObject = {
    operationId: 'doThing',
    ...(request === undefined ? {} : { requestBody: { required: true, content: json(request) } }),
    responses: { 200: { description: 'Done.', ...(response === undefined ? {} : { content: json(response) }) } },
    ...operation,
  };
  return JSON.stringify(
    {
      openapi: '3.1.0',
      info: { title: 'Things', version: '1' },
      paths: { [path]: { [method]: operationObject } },
      components: { schemas, ...((document.components as object | undefined) ?? {}) },
      ...Object.fromEntries(Object.entries(document).filter(([name]) => name !== 'components')),
    },
    null,
    2,
  );
}

/** An AsyncAPI document with one channel `ws /talk`, which receives and sends messages told apart by `type`. */
export function channelOf(parts: {
  readonly received?: Readonly<Record<string, unknown>>;
  readonly sent?: Readonly<Record<string, unknown>>;
  readonly address?: string;
  readonly channel?: Readonly<Record<string, unknown>>;
  readonly schemas?: Readonly<Record<string, unknown>>;
}): Files {
  const { received = {}, sent = {}, address = '/talk', channel = {}, schemas = {} } = parts;
  const messages = { ...received, ...sent };
  const references = (names: Readonly<Record<string, unknown>>) => Object.keys(names).map((name) => ({ $ref: `#/channels/talk/messages/${name}` }));
  const document = {
    asyncapi: '3.0.0',
    info: { title: 'Things', version: '1' },
    servers: { here: { host: 'localhost', protocol: 'ws' } },
    channels: {
      talk: {
        address,
        messages: Object.fromEntries(Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }])),
        ...channel,
      },
    },
    operations: {
      ...(Object.keys(received).length > 0 ? { hear: { action: 'receive', channel: { $ref: '#/channels/talk' }, messages: references(received) } } : {}),
      ...(Object.keys(sent).length > 0 ? { tell: { action: 'send', channel: { $ref: '#/channels/talk' }, messages: references(sent) } } : {}),
    },
    components: { messages: Object.fromEntries(Object.entries(messages).map(([name, payload]) => [name, { payload }])), schemas },
  };
  return { 'asyncapi.yaml': JSON.stringify(document) };
}

/** An AsyncAPI document of a program that reads and writes one topic of a broker. */
export function topicOf(parts: {
  readonly received?: Readonly<Record<string, unknown>>;
  readonly sent?: Readonly<Record<string, unknown>>;
  readonly address?: string;
  readonly protocols?: readonly string[];
  /** Members of the operations by their names. */
  readonly operations?: Readonly<Record<string, unknown>>;
}): Files {
  const { received = {}, sent = {}, address = 'lights/{id}', protocols = ['mqtt'], operations } = parts;
  const channel = { $ref: '#/channels/lights' };
  const listed = (messages: object) => Object.keys(messages).map((name) => ({ $ref: `#/channels/lights/messages/${name}` }));
  const document = {
    asyncapi: '3.0.0',
    info: { title: 'Lights', version: '1' },
    servers: Object.fromEntries(protocols.map((protocol) => [protocol, { host: 'broker', protocol }])),
    channels: { lights: { address, parameters: Object.fromEntries([...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, {}])), messages: { ...received, ...sent } } },
    operations: operations ?? {
      ...(Object.keys(received).length > 0 ? { hear: { action: 'receive', channel, messages: listed(received) } } : {}),
      ...(Object.keys(sent).length > 0 ? { tell: { action: 'send', channel, messages: listed(sent) } } : {}),
    },
  };
  return { 'asyncapi.yaml': JSON.stringify(document) };
}
