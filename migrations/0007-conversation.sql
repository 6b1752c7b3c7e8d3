-- What one user and an assistant say to each other.
create table conversations (
  id uuid primary key default gen_random_uuid(),
  tenant_id text not null references tenants on delete cascade,
  owner_id uuid not null references users on delete cascade,
  created_at timestamptz not null default now()
);

create index conversations_by_owner on conversations (owner_id, created_at);

-- The answer being given: the primary key lets there be one at a time. One whose process died runs out.
create table running_answers (
  conversation_id uuid primary key references conversations on delete cascade,
  id uuid not null default gen_random_uuid(),
  started_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create index running_answers_by_expiry on running_answers (expires_at);
