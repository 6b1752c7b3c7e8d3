import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { startBank } from './bank.ts';
import { clientOf } from './client-of.ts';
import { rawRequest } from './raw-request.ts';
import { HandshakeRefused, openRaw } from './raw-socket.ts';
import { seatAgent, takeSeat } from './seat.ts';

test('no token, no assertion and nothing that was said is ever logged, and every request is', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const bank = await startBank({ settings: { logger } });
  try {
    const tenant = await bank.addTenant();
    const [token, assertion, agentToken] = await Promise.all([tenant.token(), tenant.assertion(), tenant.token({ role: 'agent' })]);
    const client = clientOf(bank, token);
    const opened = await client.createSession({ body: { tenant_id: tenant.id, auth_assertion: assertion } });
    assert.equal(opened.status, 201);
    const { session_id: sessionId, ephemeral_token: ephemeral } = opened.body;
    const refreshed = await client.refreshToken({ path: { session_id: sessionId } });
    assert.equal(refreshed.status, 200);
    const next = refreshed.body.ephemeral_token;

    await client.createSession({ body: { tenant_id: tenant.id, auth_assertion: assertion } });
    await rawRequest(`${bank.url}/v1/sessions`, { token: `${token}x`, body: { tenant_id: tenant.id, auth_assertion: assertion } });
    await rawRequest(`${bank.url}/v1/sessions`, { token, body: `{"auth_assertion": "${assertion}` });
    await assert.rejects(openRaw(`${bank.url}/v1/realtime/${sessionId}?token=${ephemeral}`, { token: `${ephemeral}x` }), HandshakeRefused);
    const seat = await takeSeat(bank, sessionId);
    await seat.ask('auth', { ephemeral_token: ephemeral }, 'ready');
    await seat.ask('token_refresh', { ephemeral_token: `${next}x` }, 'error');
    await seat.ask('token_refresh', { ephemeral_token: next }, 'state');
    const agent = await seatAgent(bank, tenant, sessionId);
    seat.send('text', { text: 'My secret is marmalade' });
    await seat.next('state', ({ payload }) => payload.state === 'idle');
    await agent.connection.close();
    await client.endSession({ path: { session_id: sessionId } });
    await seat.closed;

    const log = lines.join('');
    for (const operation of ['createSession', 'refreshToken', 'endSession']) assert.ok(log.includes(`"operation":"${operation}"`), operation);
    for (const secret of [token, assertion, agentToken, ephemeral, next, 'marmalade', ...[token, assertion].map((each) => each.split('.')[2] ?? each)])
      assert.ok(!log.includes(secret), `the log has ${secret}`);
  } finally {
    await bank.close();
  }
});
