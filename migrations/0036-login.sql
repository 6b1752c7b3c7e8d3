-- Somebody is at the directory to sign in. What is needed to finish is sealed with a secret that only the browser has.
create table login_attempts (
  state_hash bytea primary key check (octet_length(state_hash) = 32),
  browser_hash bytea not null check (octet_length(browser_hash) = 32),
  sealed bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create index login_attempts_by_expiry on login_attempts (expires_at);

-- Somebody is signed in. The directory's tokens are sealed with the login's own token, of which only the SHA-256 is kept.
create table logins (
  id uuid primary key default gen_random_uuid(),
  hash bytea not null unique check (octet_length(hash) = 32),
  tenant_id text not null references tenants on delete cascade,
  user_id uuid not null references users on delete cascade,
  subject text not null check (length(subject) between 1 and 255),
  sealed_tokens bytea not null,
  roles text[] not null,
  group_ids text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- Set from the end on until the directory has ended its side, too.
  ended_at timestamptz,
  -- When the directory last said that roles and groups are so.
  checked_at timestamptz not null default now(),
  -- Until when one request is asking it again.
  checking_until timestamptz,
  check (expires_at > created_at)
);

create index logins_by_expiry on logins (expires_at);
create index logins_by_user on logins (user_id);
