-- Requests that must take effect once, by the key their sender gave them within a scope (who, and which operation).
create table idempotency_keys (
  scope text not null,
  key text not null check (length(key) between 1 and 255),
  fingerprint text not null,
  claim uuid not null default gen_random_uuid(),
  answer jsonb,
  created_at timestamptz not null default now(),
  locked_until timestamptz not null,
  expires_at timestamptz not null,
  primary key (scope, key)
);

create index idempotency_keys_by_expiry on idempotency_keys (expires_at);
