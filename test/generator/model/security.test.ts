import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiOf, asyncapi, openapi, refusedLines } from '../contract-folder.ts';

const schemes =
  'components: {securitySchemes: {token: {type: http, scheme: Bearer}, key: {type: apiKey, in: header, name: X-Key}}}';
const answer = "responses: {'204': {description: None}}";

/** A scheme called `own`, whose members stand in line 6 from column 12 on. */
const withScheme = (scheme: string) => openapi(`paths: {}\ncomponents:\n  securitySchemes:\n    own: {${scheme}}\n`);

test('the rule of the operation counts, else that of the document', async () => {
  const document = openapi(`security: [{token: []}]
paths:
  /pets:
    get: {operationId: one, ${answer}}
    put: {operationId: two, security: [{key: [], token: []}, {key: []}], ${answer}}
    post: {operationId: three, security: [], ${answer}}
    patch: {operationId: four, security: [{}, {token: []}], ${answer}}
    delete: {operationId: five, security: [{}], ${answer}}
${schemes}
`);
  const { operations } = await apiOf(document);
  const rules = operations.map(({ functionName, security }) => [
    functionName,
    security.map((all) => all.map(({ scheme }) => scheme)),
  ]);
  assert.deepEqual(Object.fromEntries(rules), {
    one: [['token']],
    two: [['key', 'token'], ['key']],
    three: [],
    four: [[], ['token']],
    five: [],
  });
});

test('a rule that names no scheme is refused at the name', async () => {
  const document = openapi(
    `paths:\n  /pets:\n    get:\n      operationId: one\n      security: [{tokn: []}]\n      ${answer}\n${schemes}\n`,
  );
  assert.deepEqual(await refusedLines(document), [
    'openapi.yaml:7:19 unknown-security-scheme: there is no security scheme tokn | Declared are: token, key',
  ]);
});

const hint = 'Use http, apiKey (AsyncAPI: httpApiKey), oauth2, openIdConnect or mutualTLS';
const unsupported: [string, string][] = [
  ['type: magic', `6:17 unsupported-security-scheme: security schemes of type magic are not supported | ${hint}`],
  [
    "type: http, scheme: 'a b'",
    '6:31 unsupported-security-scheme: the HTTP scheme "a b" is no name of one | Write the name of an HTTP authentication scheme, such as bearer, basic or digest',
  ],
];
for (const [scheme, refusal] of unsupported) {
  test(`a scheme of {${scheme}} is refused`, async () => {
    assert.deepEqual(await refusedLines(withScheme(scheme)), [`openapi.yaml:${refusal}`]);
  });
}

test('the schemes that are taken', async () => {
  const document = openapi(`paths: {}
components:
  securitySchemes:
    d: {type: http, scheme: basic, description: Old}
    c: {type: http, scheme: bearer, bearerFormat: JWT}
    b: {type: apiKey, in: cookie, name: sid}
    e: {type: http, scheme: Digest}
    f: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {read: Read}}}}
    g: {type: openIdConnect, openIdConnectUrl: https://id.example/.well-known/openid-configuration}
    h: {type: mutualTLS}
`);
  const found = (await apiOf(document)).securitySchemes.map(({ kind: _kind, at: _at, ...scheme }) => scheme);
  assert.deepEqual(found, [
    { name: 'b', description: '', type: 'apiKey', in: 'cookie', key: 'sid' },
    { name: 'c', description: '', type: 'bearer', bearerFormat: 'JWT' },
    { name: 'd', description: 'Old', type: 'basic' },
    { name: 'e', description: '', type: 'http', httpScheme: 'Digest' },
    {
      name: 'f',
      description: '',
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: '/token', scopes: { read: 'Read' } } },
    },
    { name: 'g', description: '', type: 'openIdConnect', url: 'https://id.example/.well-known/openid-configuration' },
    { name: 'h', description: '', type: 'mutualTLS' },
  ]);
});

const channel = (server: string, operation = '', extra = '') => `asyncapi: 3.0.0
info: {title: Pets, version: '1'}
servers: {here: {host: localhost, protocol: ws, ${server}}}
channels:
  chat:
    address: /chat
    ${extra}
    messages: {hello: {payload: {type: object}}}
operations:
  receiveHello:
    action: receive
    channel: {$ref: '#/channels/chat'}
    ${operation}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: httpApiKey, in: query, name: key}
`;
const token = "{$ref: '#/components/securitySchemes/token'}";
const key = "{$ref: '#/components/securitySchemes/key'}";

async function channelRule(text: string) {
  const api = await apiOf({ 'openapi.yaml': openapi('paths: {}\n'), 'asyncapi.yaml': text });
  return api.channels[0]?.security.map((all) => all.map(({ scheme }) => scheme));
}

test('a channel asks for one scheme of its server, and one of its operations', async () => {
  assert.deepEqual(await channelRule(channel(`security: [${token}, ${key}]`)), [['token'], ['key']]);
  assert.deepEqual(await channelRule(channel(`security: [${token}]`, `security: [${key}]`)), [['token', 'key']]);
  assert.deepEqual(await channelRule(channel(`security: [${token}, ${key}]`, `security: [${key}]`)), [['token', 'key'], ['key']]);
});

test('x-security-optional adds the empty alternative', async () => {
  assert.deepEqual(await channelRule(channel(`security: [${token}]`, '', 'x-security-optional: true')), [['token'], []]);
  assert.deepEqual(await channelRule(channel('', '', 'x-security-optional: true')), []);
});

test('operations of one channel that ask for different credentials are refused', async () => {
  const text = channel(
    '',
    `security: [${token}]\n  sendHello:\n    action: send\n    channel: {$ref: '#/channels/chat'}\n    security: [${key}]`,
  );
  assert.deepEqual(await refusedLines({ 'openapi.yaml': openapi('paths: {}\n'), 'asyncapi.yaml': text }), [
    'asyncapi.yaml:17:5 conflicting-security: the operations of this channel ask for different credentials | Write the same security on each operation of the channel, or write it on the server',
  ]);
});

test('schemes of one name in both documents are one if they are equal, whatever they are called by their type', async () => {
  const both = { 'openapi.yaml': openapi(`paths: {}\n${schemes}\n`), 'asyncapi.yaml': channel(`security: [${token}]`) };
  const differing = both['asyncapi.yaml'];
  assert.deepEqual(await refusedLines({ ...both, 'asyncapi.yaml': differing }), [
    'asyncapi.yaml:17:10 conflicting-security-scheme: the scheme key differs from the one at openapi.yaml:4 | Make them equal, or give one another name',
  ]);
  const equal = differing.replace('in: query, name: key', 'in: header, name: X-Key');
  const api = await apiOf({ ...both, 'asyncapi.yaml': equal });
  assert.deepEqual(
    api.securitySchemes.map(({ name }) => name),
    ['key', 'token'],
  );
});

test('a scheme of the OpenAPI document can be referred to', async () => {
  const text = asyncapi(
    "channels: {chat: {address: /chat, messages: {hello: {payload: {type: object}}}}}\noperations: {receiveHello: {action: receive, channel: {$ref: '#/channels/chat'}, security: [{$ref: './openapi.yaml#/components/securitySchemes/token'}]}}\n",
  );
  const api = await apiOf({ 'openapi.yaml': openapi(`paths: {}\n${schemes}\n`), 'asyncapi.yaml': text });
  assert.deepEqual(api.channels[0]?.security, [[{ scheme: 'token', scopes: [] }]]);
});
