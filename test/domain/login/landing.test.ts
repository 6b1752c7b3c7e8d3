import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chooseLanding } from '../../../domain/login/landing.ts';

const rules = { publicUrl: 'https://api.example.com', redirectOrigins: ['https://app.example.com', 'http://localhost:3000'], landing: '/' };

test('a browser lands where it asked to, at this service or an allowed origin', () => {
  assert.equal(chooseLanding(rules, '/chat?room=1#end'), 'https://api.example.com/chat?room=1#end');
  assert.equal(chooseLanding(rules, 'https://app.example.com/start'), 'https://app.example.com/start');
  assert.equal(chooseLanding(rules, 'http://localhost:3000'), 'http://localhost:3000/');
  assert.equal(chooseLanding(rules, undefined), 'https://api.example.com/');
  assert.equal(chooseLanding({ ...rules, landing: 'https://app.example.com/' }, undefined), 'https://app.example.com/');
});

test('a browser is sent nowhere else, however the address is written', () => {
  const elsewhere = [
    'https://evil.example',
    '//evil.example/chat',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'http:evil.example',
    'https://app.example.com.evil.example/',
    'https://app.example.com@evil.example/',
    'https://user:secret@app.example.com/',
    'http://app.example.com/',
    'https://app.example.com:8443/',
    'javascript:alert(1)',
    'data:text/html,hello',
    'http://',
  ];
  for (const asked of elsewhere) assert.throws(() => chooseLanding(rules, asked), { code: 'redirect_refused' }, asked);
});

test('whatever is asked for, a browser lands at an allowed origin or nowhere', () => {
  const origins = [new URL(rules.publicUrl).origin, ...rules.redirectOrigins];
  const part = fc.constantFrom('/', '\\', '//', ':', '@', '?', '#', '.', '\t', ' ', 'http', 'https:', 'evil.example', 'app.example.com', 'api.example.com', '%2f');
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (parts) => {
      let landing: string;
      try {
        landing = chooseLanding(rules, parts.join(''));
      } catch {
        return;
      }
      assert.ok(origins.includes(new URL(landing).origin), landing);
    }),
  );
});
