import type { Api, Channel, Operation, SecurityScheme } from '../../model/types.ts';
import { docComment } from '../comment.ts';
import { cookiesType } from '../extra-schemas.ts';
import { payloadType } from '../message-types.ts';
import { header, type OutputFile } from '../output-file.ts';
import { key, literal } from '../quote.ts';
import { render, type View } from '../render.ts';
import { channelClientView } from './channel-client.ts';
import { isStream, outcomeType } from './outcome-type.ts';
import { requestPlan } from './request-plan.ts';
import { answersWithStream, sendsForm, sendsLines, streamView } from './stream-view.ts';

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
    credentialImports: api.channels.length > 0 ? 'handshake, ' : '',
    usesCredentials: isAnySecured(api) || channels.some(({ fallback }) => fallback === 'credentials'),
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

function isAnySecured({ operations }: Api): boolean {
  return operations.some(({ security }) => security.flat().length > 0);
}

function runtimeImports({ channels, operations }: Api): string[] {
  const uses = (protocol: Channel['protocol']) => channels.some((channel) => channel.protocol === protocol);
  const contents = operations.flatMap(({ responses }) => responses.flatMap((response) => response.contents)).filter(isStream);
  const hasQuery = channels.some(({ parameters }) => parameters.some((parameter) => parameter.in === 'query'));
  return [
    ...(hasQuery ? ['type Fresh'] : []),
    ...(uses('ws') ? ['channelUrl', 'connectWebSocket', 'type WebSocketConnection', 'type WebSocketOptions'] : []),
    ...(uses('socketio') ? ['connectSocketIo', 'type SocketIoConnection', 'type SocketIoOptions'] : []),
    ...(operations.length > 0 ? ['requestPreparer'] : []),
    ...(contents.some(({ codec }) => codec === 'events') ? ['type EventStream'] : []),
    ...(contents.some(({ codec }) => codec === 'json-lines') ? ['type ItemStream'] : []),
    ...(operations.some(answersWithStream) ? ['toStreamOutcome', 'type ReconnectOptions'] : []),
    ...(operations.some(sendsForm) ? ['encodeFields'] : []),
    ...(operations.some(sendsLines) ? ['encodeLines'] : []),
    ...(operations.every(answersWithStream) && operations.length > 0 ? [] : ['toOutcome']),
    'type Outcome',
  ].sort((a, b) => (a.replace('type ', '').toLowerCase() < b.replace('type ', '').toLowerCase() ? -1 : 1));
}

function operationView(api: Api, operation: Operation): View {
  const { typeName, functionName, method, path, summary, description, deprecated, parameters, body, responses } = operation;
  const place = `${method.toUpperCase()} ${path}`;
  const isOptional = !parameters.some(({ required, in: where }) => required && where !== 'cookie') && body?.required !== true;
  return {
    typeName,
    functionName,
    doc: docComment('    ', summary === '' ? place : `${place}: ${summary}`, description, deprecated ? '@deprecated' : ''),
    outcome: outcomeType(api, operation),
    optional: isOptional ? ' = {}' : '',
    statuses: literal(responses.map(({ status }) => (/^\d+$/.test(status) ? Number(status) : status))),
    plan: requestPlan(operation),
    input: inputType(operation),
    ...streamView(operation),
  };
}

/** hey-api knows no cookies; a browser sends its own. */
function inputType(operation: Operation): string {
  const input = `Input<types.${operation.typeName}Data>`;
  const hasCookies = operation.parameters.some((parameter) => parameter.in === 'cookie');
  return hasCookies ? `${input} & { readonly cookies?: Partial<types.${cookiesType(operation)}> }` : input;
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
