import type { Api, Channel, Operation, SecurityScheme } from '../../model/types.ts';
import { docComment } from '../comment.ts';
import { int64Finder, type HoldsInt64 } from '../exact-integers.ts';
import { payloadType } from '../message-types.ts';
import { header, type OutputFile } from '../output-file.ts';
import { key } from '../quote.ts';
import { render, type View } from '../render.ts';
import { channelClientView } from './channel-client.ts';
import { inputType } from './input-type.ts';
import { outcomeType } from './outcome-type.ts';
import { operationPlan } from './request-plan.ts';
import { answersWithStream } from './stream-plan.ts';

/** `client/index.ts`: `createClient`, one method for each operation and one group for each channel. */
export function emitClient(api: Api): OutputFile[] {
  const holdsInt64 = int64Finder(api);
  const operations = api.operations.map((operation) => operationView(api, operation, holdsInt64));
  const channels = api.channels.map((channel) => channelClientView(channel, holdsInt64));
  const used = JSON.stringify([operations, channels, api.channels.map((channel) => incoming(api, channel))], withoutProse);
  const text = render('client', {
    header: header(`spec/${api.name}`),
    runtime: runtimeImports(api, used).join(', '),
    usesFiles: used.includes('WithFiles<'),
    usesInput: /\bInput</.test(used),
    options: optionsOf(api, isAnySecured(api) || channels.some(({ fallback }) => fallback === 'credentials')),
    usesBodies: used.includes('WithBody<'),
    usesTypes: used.includes('types.'),
    messages: api.channels
      .flatMap(({ typeName, protocol }) => [`${typeName}Receives`, ...(protocol === 'socketio' ? [`${typeName}Replies`] : [])])
      .join(', '),
    hasChannels: api.channels.length > 0,
    credentialImports: api.channels.length > 0 ? 'handshake, ' : '',
    hasOperations: operations.length > 0,
    hasStreams: api.operations.some(answersWithStream),
    credentials: isAnySecured(api) ? 'credentials' : '{}',
    operations,
    channels,
    incoming: api.channels.map((channel) => incoming(api, channel)),
  });
  return [
    { path: 'client/index.ts', text },
    {
      path: 'client/credentials.ts',
      text: render('client-credentials', credentialsView(api)),
    },
  ];
}

/** What stands in comments and in texts, and what an operation is called, uses no type, whatever words it has. */
function withoutProse(member: string, value: unknown): unknown {
  return ['doc', 'plan', 'typeName', 'functionName'].includes(member) ? undefined : value;
}

/** What is made of the options of a client. */
function optionsOf(api: Api, usesCredentials: boolean): string {
  const names = ['baseUrl', ...(api.operations.length > 0 ? ['fetch'] : []), ...(usesCredentials ? ['credentials = {}'] : [])];
  return api.operations.length + api.channels.length === 0 ? '_' : `{ ${names.join(', ')} }`;
}

function isAnySecured({ operations }: Api): boolean {
  return operations.some(({ security }) => security.flat().length > 0);
}

function runtimeImports({ channels, operations }: Api, used: string): string[] {
  const uses = (protocol: Channel['protocol']) => channels.some((channel) => channel.protocol === protocol);
  const hasQuery = channels.some(({ parameters }) => parameters.some((parameter) => parameter.in === 'query'));
  return [
    ...(hasQuery ? ['type Fresh'] : []),
    ...(uses('ws') ? ['channelUrl', 'connectWebSocket', 'type WebSocketConnection', 'type WebSocketOptions'] : []),
    ...(uses('socketio') ? ['connectSocketIo', 'type SocketIoConnection', 'type SocketIoOptions'] : []),
    ...(operations.length > 0 ? ['requestSender', 'type Outcome'] : []),
    ...(operations.some(answersWithStream) ? ['type ReconnectOptions'] : []),
    ...['Bytes', 'Download', 'EventStream', 'ItemStream', 'Media', 'Upload'].filter((name) => new RegExp(`(?<![.\\w])${name}\\b`).test(used)).map((name) => `type ${name}`),
  ].sort((a, b) => (a.replace('type ', '').toLowerCase() < b.replace('type ', '').toLowerCase() ? -1 : 1));
}

function operationView(api: Api, operation: Operation, holdsInt64: HoldsInt64): View {
  const { typeName, functionName, method, path, summary, description, deprecated, parameters, body } = operation;
  const place = `${method.toUpperCase()} ${path}`;
  const isOptional = !parameters.some(({ required, in: where }) => required && where !== 'cookie') && body?.required !== true;
  return {
    typeName,
    functionName,
    doc: docComment('    ', summary === '' ? place : `${place}: ${summary}`, description, deprecated ? '@deprecated' : ''),
    outcome: outcomeType(api, operation),
    optional: isOptional ? ' = {}' : '',
    plan: operationPlan(operation, holdsInt64),
    input: inputType(operation),
    options: answersWithStream(operation) ? 'StreamRequestOptions' : 'RequestOptions',
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

function credentialsView(api: Api): View {
  return {
    header: header(`spec/${api.name}`),
    types: secretTypes(api).join(', '),
    schemes: api.securitySchemes
      .filter(({ type }) => type !== 'mutualTLS')
      .map(({ name, type, description }) => ({
        key: key(name),
        type: type === 'basic' ? 'Secret<string | Login>' : 'Secret',
        doc: docComment('  ', description, secretNotes[type] ?? ''),
      })),
  };
}

function secretTypes({ securitySchemes }: Api): string[] {
  const types = securitySchemes.map(({ type }) => type).filter((type) => type !== 'mutualTLS');
  return [...(types.includes('basic') ? ['type Login'] : []), 'type Proof', ...(types.length > 0 ? ['type Secret'] : [])];
}

const secretNotes: Readonly<Partial<Record<SecurityScheme['type'], string>>> = {
  basic: 'As text: `user:password`.',
  http: 'Everything behind the name of the scheme.',
  oauth2: 'An access token.',
  openIdConnect: 'An access token.',
};
