import assert from 'node:assert/strict';
import { it } from 'node:test';
import { operation, responds, startService } from './test-service.ts';

const row = operation({ path: '/begin', responses: { 200: responds() } });

/** A service whose handler begins this work and answers at once. */
async function startWith(work: (signal: AbortSignal) => Promise<void>, drainSeconds: number) {
  const service = await startService(
    [[row, ({ background }) => (background(work), { status: 200, body: 'begun' })]],
    { settings: { drainSeconds } },
  );
  assert.equal((await fetch(`${service.url}/begin`)).status, 200);
  return service;
}

it('work that a handler began goes on past its request, and a service that closes waits for it', async () => {
  let finish: () => void = () => undefined;
  let isDone = false;
  const service = await startWith(async () => {
    await new Promise<void>((resolve) => (finish = resolve));
    isDone = true;
  }, 5);
  const closing = service.close();
  finish();
  await closing;
  assert.equal(isDone, true);
});

it('work that takes longer than a closing service waits is told to stop', async () => {
  let wasTold = false;
  const service = await startWith(
    (signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => ((wasTold = true), resolve()));
      }),
    0.05,
  );
  await service.close();
  assert.equal(wasTold, true);
});

it('work that throws harms nobody', async () => {
  const service = await startWith(() => Promise.reject(new Error('lost')), 1);
  assert.equal((await fetch(`${service.url}/begin`)).status, 200);
  await service.close();
});
