import type { Api, Channel, Operation } from '../../model/types.ts';
import { docComment } from '../comment.ts';
import { payloadType } from '../message-types.ts';
import { header, type OutputFile } from '../output-file.ts';
import { key, literal } from '../quote.ts';
import { render, type View } from '../render.ts';
import { channelClientView } from './channel-client.ts';
import { outcomeType } from './outcome-type.ts';

/** `client/index.ts`: `createClient`, one method for each operation and one group for each channel. */
export function emitClient(api: Api): OutputFile[] {
  const operations = api.operations.map((operation) => operationView(api, operation));
  const channels = api.channels.map((channel) => channelClientView(api, channel));
  const used = JSON.stringify([operations, channels, api.channels.map((channel) => incoming(api, channel))]);
  const text = render('client', {
    header: header(`spec/${api.name}`),
    runtime: runtimeImports(api).join(', '),
    usesTypes: used.includes('types.'),
    messages: api.channels
      .flatMap(({ typeName, protocol }) => [`${typeName}Receives`, ...(protocol === 'socketio' ? [`${typeName}Replies`] : [])])
      .join(', '),
    hasChannels: api.channels.length > 0,
    credentialImports: ['authorize', 'handshake']
      .filter((name) => isUsed(name, api))
      .map((name) => `${name}, `)
      .join(''),
    usesCredentials: isUsed('authorize', api) || channels.some(({ fallback }) => fallback === 'credentials'),
    operations,
    channels,
    incoming: api.channels.map((channel) => incoming(api, channel)),
  });
  return [
    { path: 'client/index.ts', text },
    {
      path: 'client/credentials.ts',
      text: render('client-credentials', { header: header(`spec/${api.name}`), schemes: schemeViews(api) }),
    },
  ];
}

function isUsed(name: string, { operations, channels }: Api): boolean {
  return name === 'handshake' ? channels.length > 0 : operations.some(({ security }) => security.flat().length > 0);
}

function runtimeImports({ channels }: Api): string[] {
  const uses = (protocol: Channel['protocol']) => channels.some((channel) => channel.protocol === protocol);
  const hasQuery = channels.some(({ parameters }) => parameters.some((parameter) => parameter.in === 'query'));
  return [
    ...(hasQuery ? ['type Fresh'] : []),
    ...(uses('ws') ? ['channelUrl', 'connectWebSocket', 'type WebSocketConnection', 'type WebSocketOptions'] : []),
    ...(uses('socketio') ? ['connectSocketIo', 'type SocketIoConnection', 'type SocketIoOptions'] : []),
    'toOutcome',
    'type Outcome',
  ].sort((a, b) => (a.replace('type ', '').toLowerCase() < b.replace('type ', '').toLowerCase() ? -1 : 1));
}

function operationView(api: Api, operation: Operation): View {
  const { typeName, functionName, method, path, summary, description, deprecated, parameters, body, responses, security } =
    operation;
  const place = `${method.toUpperCase()} ${path}`;
  const isOptional = !parameters.some(({ required, in: where }) => required && where !== 'cookie') && body?.required !== true;
  return {
    typeName,
    functionName,
    doc: docComment('    ', summary === '' ? place : `${place}: ${summary}`, description, deprecated ? '@deprecated' : ''),
    outcome: outcomeType(api, operation),
    optional: isOptional ? ' = {}' : '',
    statuses: literal(responses.map(({ status }) => (/^\d+$/.test(status) ? Number(status) : status))),
    schemes: literal([...new Set(security.flat().map(({ scheme }) => scheme))]),
    headers: parameters.some((parameter) => parameter.in === 'header') ? '{ ...input.headers, ...headers }' : '{ ...headers }',
    query: parameters.some((parameter) => parameter.in === 'query') ? '{ ...input.query }' : '{} as never',
    hasKeyInQuery: api.securitySchemes.some(
      (scheme) => scheme.in === 'query' && security.flat().some((rule) => rule.scheme === scheme.name),
    ),
    isSecured: security.some((alternative) => alternative.length > 0),
  };
}

/** Whole messages as they arrive at the client, so that a discriminator can tell them apart. */
function incoming(api: Api, channel: Channel): View {
  return {
    typeName: channel.typeName,
    messages: channel.sends.map((message) => ({
      key: key(message.name),
      type: payloadType(api, message),
      doc: docComment('  ', message.summary),
    })),
  };
}

function schemeViews(api: Api): View[] {
  return api.securitySchemes.map(({ name, type, description }) => ({
    key: key(name),
    doc: docComment('  ', description, type === 'basic' ? '`user:password`.' : ''),
  }));
}
