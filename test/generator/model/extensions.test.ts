import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckSettings } from '../../../generator/model/types.ts';
import { apiOf, asyncapi, emptyOpenApi, openapi, refusedLines } from '../contract-folder.ts';

const answer = "responses: {'204': {description: None}}";

async function operationsOf(document: string) {
  const { operations } = await apiOf(document);
  return Object.fromEntries(operations.map((operation) => [operation.id, operation]));
}

test('limits have defaults', async () => {
  const { list } = await operationsOf(openapi(`paths:\n  /pets:\n    get: {operationId: list, ${answer}}\n`));
  assert.deepEqual(list?.limits, { bodyBytes: 1_048_576, timeoutMs: 30_000, rates: [] });
  assert.equal(list?.idempotency, undefined);
});

test('the word nearest to the operation counts', async () => {
  const { list, create } = await operationsOf(
    openapi(`x-body-limit: 1
x-timeout: 1
x-rate-limit: {limit: 1, window: 1}
paths:
  /pets:
    x-timeout: 2
    get: {operationId: list, x-body-limit: 3, x-rate-limit: false, ${answer}}
    post: {operationId: create, x-rate-limit: [{name: shared, by: actor, limit: 5, window: 60}, {limit: 9, window: 1}], ${answer}}
`),
  );
  assert.deepEqual(list?.limits, { bodyBytes: 3, timeoutMs: 2, rates: [] });
  assert.deepEqual(create?.limits.rates, [
    { name: 'shared', by: 'actor', limit: 5, windowSeconds: 60 },
    { name: 'create', by: 'client', limit: 9, windowSeconds: 1 },
  ]);
});

test('idempotency from above covers what changes something; false lifts it', async () => {
  const { list, create, remove } = await operationsOf(
    openapi(`x-idempotency: {keep: 60}
paths:
  /pets:
    get: {operationId: list, ${answer}}
    post: {operationId: create, x-idempotency: {header: X-Once, required: true}, ${answer}}
    delete: {operationId: remove, x-idempotency: false, ${answer}}
    put: {operationId: replace, ${answer}}
`),
  );
  assert.deepEqual([list?.idempotency, remove?.idempotency], [undefined, undefined]);
  assert.deepEqual(create?.idempotency, { header: 'X-Once', required: true, keepSeconds: 86_400 });
});

/** The word stands in line 7 from column 7 on. */
const withWord = (word: string) =>
  openapi(`paths:\n  /pets:\n    get:\n      operationId: list\n      ${word}\n      ${answer}\n`);

const refused: [string, string][] = [
  [
    'x-rate-limits: {}',
    '7:7 unknown-extension: x-rate-limits is not one of our words | Did you mean x-rate-limit? If not, choose a name that is less alike',
  ],
  [
    'x-time-out: 3',
    '7:7 unknown-extension: x-time-out is not one of our words | Did you mean x-timeout? If not, choose a name that is less alike',
  ],
  ['x-message-limit: 3', '7:7 unknown-extension: x-message-limit means nothing here | Write it on: channel'],
  [
    'x-body-limit: 1 MiB',
    '7:21 invalid-extension: "1 MiB" is not a whole number from 0 on | Write a whole number, for example 1048576',
  ],
  ['x-timeout: 0', '7:18 invalid-extension: 0 is not a whole number from 1 on | Write a whole number, for example 30000'],
  ['x-rate-limit: {limit: 3}', '7:21 invalid-extension: window is missing | Write limit (a count) and window (seconds)'],
  [
    'x-rate-limit: {limit: 3, window: 1, by: user}',
    '7:47 invalid-extension: by must be client, actor or caller | Write by: client, by: actor or by: caller',
  ],
  [
    'x-rate-limit: {limit: 3, window: 1, per: ip}',
    '7:43 invalid-extension: per means nothing here | It takes: name, by, limit, window',
  ],
  ['x-rate-limit: 3', '7:21 invalid-extension: an object is needed here | It takes: name, by, limit, window'],
  ['x-idempotency: true', '7:22 invalid-extension: an object is needed here | It takes: header, required, keep'],
  [
    'x-idempotency: {header: "a b"}',
    '7:31 invalid-extension: header must be the name of a header | Write header: Idempotency-Key',
  ],
];
for (const [word, refusal] of refused) {
  test(`${word} is refused`, async () => {
    assert.deepEqual(await refusedLines(withWord(word)), [`openapi.yaml:${refusal}`]);
  });
}

test("other people's words are left alone", async () => {
  const { list } = await operationsOf(withWord('x-codegen-request-body-name: pet'));
  assert.equal(list?.id, 'list');
});

/** The word stands in line 7 from column 5 on. */
const channelWith = (word: string) =>
  asyncapi(
    `channels:\n  chat:\n    address: /chat\n    ${word}\n    messages: {hello: {payload: {type: object}}}\noperations: {receiveHello: {action: receive, channel: {$ref: '#/channels/chat'}}}\n`,
  );

test('limits of a channel', async () => {
  const limitsOf = async (word: string) => {
    const api = await apiOf({ 'openapi.yaml': emptyOpenApi, 'asyncapi.yaml': channelWith(word) });
    return api.channels[0];
  };
  assert.deepEqual((await limitsOf('title: Chat'))?.limits, {
    messageBytes: 65_536,
    idleSeconds: 60,
    backpressureBytes: 1_048_576,
  });
  const channel = await limitsOf(`x-message-limit: 1
    x-idle: 2
    x-backpressure: 3
    x-message-rate: {messages: 4, window: 5}
    x-subprotocols: [b.v2, a.v1]
    x-close-codes: {4500: {name: last, description: Last}, 4400: {name: first, description: First}}`);
  assert.deepEqual(channel?.limits, {
    messageBytes: 1,
    idleSeconds: 2,
    backpressureBytes: 3,
    rate: { messages: 4, windowSeconds: 5, closeCode: 1008 },
  });
  assert.deepEqual(channel?.subprotocols, ['b.v2', 'a.v1']);
  assert.deepEqual(
    channel?.closeCodes.map(({ code, name }) => [code, name]),
    [
      [4400, 'first'],
      [4500, 'last'],
    ],
  );
});

const refusedOnChannels: [string, string][] = [
  [
    'x-close-codes: {1006: {name: gone, description: Gone}}',
    '7:21 invalid-extension: 1006 is no close code that may be sent | Use a code from 4000 to 4999',
  ],
  ['x-close-codes: [4400]', "7:20 invalid-extension: x-close-codes must map codes | Write '4401': {name, description}"],
  ['x-message-rate: {messages: 4}', '7:21 invalid-extension: window is missing | Write messages (a count) and window (seconds)'],
  [
    'x-message-rate: {messages: 4, window: 1, close: 999}',
    '7:53 invalid-extension: 999 is not a whole number from 1000 on | Write a whole number, for example 1008',
  ],
  ['x-subprotocols: a b', '7:21 invalid-extension: x-subprotocols must be a list of names | Write [name.v1]'],
  [
    'x-security-optional: maybe',
    '7:26 invalid-extension: x-security-optional must be true or false | Write x-security-optional: true',
  ],
  ['x-body-limit: 3', '7:5 unknown-extension: x-body-limit means nothing here | Write it on: root, path, operation'],
];
for (const [word, refusal] of refusedOnChannels) {
  test(`${word} on a channel is refused`, async () => {
    assert.deepEqual(await refusedLines({ 'openapi.yaml': emptyOpenApi, 'asyncapi.yaml': channelWith(word) }), [
      `asyncapi.yaml:${refusal}`,
    ]);
  });
}

test('checks of verify are set from the outside in, each by itself', async () => {
  const { list, create } = await operationsOf(
    openapi(`x-verify: {charset: off, response-time: warn}
paths:
  /pets:
    get: {operationId: list, x-verify: {charset: {severity: warn, statuses: [400, '409'], because: a proxy}}, ${answer}}
    post: {operationId: create, ${answer}}
`),
  );
  const told = (checks: CheckSettings = {}) => Object.entries(checks).map(([id, { severity, statuses }]) => [id, severity, ...statuses]);
  assert.deepEqual(told(create?.checks), [['charset', 'off'], ['response-time', 'warn']]);
  assert.deepEqual(told(list?.checks), [['charset', 'warn', 400, 409], ['response-time', 'warn']]);
  assert.deepEqual(await refusedLines(openapi(`paths:\n  /pets:\n    get: {operationId: list, x-verify: {charset: never, answers: {statuses: [9]}}, ${answer}}\n`)), [
    'openapi.yaml:5:50 invalid-extension: "never" is no weight of a check | Write error, warn or off; or { severity, statuses, because }',
    'openapi.yaml:5:78 invalid-extension: 9 is no status | Write statuses: [409]',
  ]);
});
