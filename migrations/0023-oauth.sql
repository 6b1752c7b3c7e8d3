-- Somebody who was sent to a provider and has not come back. The state and the browser's secret are kept as SHA-256 only.
create table oauth_attempts (
  state_hash bytea primary key check (octet_length(state_hash) = 32),
  provider text not null,
  browser_hash bytea not null check (octet_length(browser_hash) = 32),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create index oauth_attempts_by_expiry on oauth_attempts (expires_at);
