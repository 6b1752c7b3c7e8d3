-- A visit of a tenant's user, begun from the tenant's portal; `settings` are the tenant's at that moment.
create table sessions (
  id uuid primary key default gen_random_uuid(),
  tenant_id text not null references tenants on delete cascade,
  user_id uuid not null references users on delete cascade,
  conversation_id uuid not null unique references conversations on delete cascade,
  portal_context jsonb not null default '{}' check (jsonb_typeof(portal_context) = 'object'),
  settings jsonb not null check (jsonb_typeof(settings) = 'object'),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('ended', 'timeout', 'policy', 'error')),
  check (expires_at > created_at),
  check ((ended_at is null) = (end_reason is null))
);

create index sessions_by_user on sessions (user_id, created_at);
create index sessions_open_by_expiry on sessions (expires_at) where ended_at is null;

-- Tokens that open the session's live channel. Only their SHA-256 is kept.
create table session_tokens (
  hash bytea primary key check (octet_length(hash) = 32),
  session_id uuid not null references sessions on delete cascade,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);

create index session_tokens_by_session on session_tokens (session_id);
create index session_tokens_by_expiry on session_tokens (expires_at);

-- What the user said about being heard and seen; the latest word counts.
create table session_consents (
  session_id uuid not null references sessions on delete cascade,
  sequence bigint generated always as identity,
  granted boolean not null,
  version text not null,
  recorded_at timestamptz not null default now(),
  primary key (session_id, sequence)
);

-- What the assistant asked the tenant's software to do, and what came of it.
create table session_actions (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references sessions on delete cascade,
  name text not null,
  params jsonb not null default '{}',
  level integer not null check (level between 1 and 3),
  state text not null check (state in ('requested', 'awaiting-confirmation', 'confirmed', 'declined', 'completed', 'failed')),
  result jsonb,
  requested_at timestamptz not null default now(),
  decided_at timestamptz,
  closed_at timestamptz
);

create index session_actions_by_session on session_actions (session_id, requested_at);
