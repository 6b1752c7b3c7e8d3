/** Event streams and a WebSocket, with nothing of ours in them. */
export const roomContract = {
  'openapi.yaml': `openapi: 3.2.0
info: { title: Room, version: '1' }
paths:
  /ticks:
    get:
      operationId: getTicks
      parameters: [{ name: Last-Event-ID, in: header, schema: { type: string } }]
      responses:
        '200':
          description: Ten ticks.
          content:
            text/event-stream:
              itemSchema:
                type: object
                required: [event, data]
                properties:
                  id: { type: string }
                  event: { const: tick }
                  data: { type: string, contentMediaType: application/json, contentSchema: { $ref: '#/components/schemas/Tick' } }
  /news:
    get:
      operationId: followNews
      responses:
        '200':
          description: What is posted, as it comes.
          content:
            text/event-stream:
              itemSchema:
                type: object
                required: [event, data]
                properties: { event: { const: news }, data: { type: string, contentMediaType: application/json, contentSchema: { $ref: '#/components/schemas/News' } } }
    post:
      operationId: postNews
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/News' } } } }
      responses:
        '204': { description: Told. }
        '400': { description: No news. }
        '415': { description: No JSON. }
  /lines:
    get:
      operationId: getLines
      responses:
        '200': { description: Lines., content: { application/jsonl: { itemSchema: { $ref: '#/components/schemas/Tick' } } } }
components:
  schemas:
    Tick: { type: object, required: [n], properties: { n: { type: integer, minimum: 1 } } }
    News: { type: object, required: [text], additionalProperties: false, properties: { text: { type: string, minLength: 1, maxLength: 50 } } }
`,
  'asyncapi.yaml': `asyncapi: 3.0.0
info: { title: Room, version: '1' }
servers: { local: { host: 'localhost:1', protocol: ws, security: [{ $ref: '#/components/securitySchemes/key' }] } }
channels:
  room:
    address: /room
    x-subprotocols: [room.v1]
    x-close-codes: { '4400': { name: bad }, '4401': { name: unauthenticated } }
    messages:
      join: { $ref: '#/components/messages/join' }
      joined: { $ref: '#/components/messages/joined' }
      say: { $ref: '#/components/messages/say' }
      said: { $ref: '#/components/messages/said' }
      ping: { $ref: '#/components/messages/ping' }
      pong: { $ref: '#/components/messages/pong' }
      note: { $ref: '#/components/messages/note' }
      leave: { $ref: '#/components/messages/leave' }
      error: { $ref: '#/components/messages/error' }
      clock: { $ref: '#/components/messages/clock' }
operations:
  onJoin: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/join' }], reply: { channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/joined' }, { $ref: '#/channels/room/messages/error' }] } }
  onSay: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/say' }] }
  onPing: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/ping' }], reply: { channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/pong' }] } }
  onNote: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/note' }] }
  onLeave: { action: receive, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/leave' }] }
  sendSaid: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/said' }] }
  sendError: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/error' }] }
  sendClock: { action: send, channel: { $ref: '#/channels/room' }, messages: [{ $ref: '#/channels/room/messages/clock' }] }
components:
  securitySchemes: { key: { type: httpApiKey, in: header, name: X-Key } }
  messages:
    join: { payload: { type: object, required: [type, name], properties: { type: { const: join }, name: { type: string, minLength: 2, maxLength: 20 }, colour: { type: string, enum: [red, green] } } } }
    joined: { payload: { type: object, required: [type, members], properties: { type: { const: joined }, members: { type: integer, minimum: 1 } } } }
    say: { payload: { type: object, required: [type, text], properties: { type: { const: say }, text: { type: string, minLength: 1, maxLength: 30 } } } }
    said: { payload: { type: object, required: [type, from, text], properties: { type: { const: said }, from: { type: string }, text: { type: string } } } }
    ping: { payload: { type: object, required: [type, id], properties: { type: { const: ping }, id: { type: string, minLength: 1 } } } }
    pong: { payload: { type: object, required: [type, reply_to], properties: { type: { const: pong }, reply_to: { type: string } } } }
    note: { payload: { type: object, required: [type, level], properties: { type: { const: note }, level: { type: integer, minimum: 0, maximum: 9 } } } }
    leave: { payload: { type: object, required: [type], properties: { type: { const: leave } } } }
    error: { payload: { type: object, required: [type, code], properties: { type: { const: error }, code: { type: string } } } }
    clock: { payload: { type: object, required: [type, at], properties: { type: { const: clock }, at: { type: string, format: date-time } } } }
`,
};
