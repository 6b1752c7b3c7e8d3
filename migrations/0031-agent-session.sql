-- A conversation of a user with one agent. It outlives the login that opened it.
create table agent_sessions (
  conversation_id uuid primary key references conversations on delete cascade,
  tenant_id text not null,
  user_id uuid not null references users on delete cascade,
  agent_id text not null,
  -- Which login selected the agent by it; not a reference, because logins go before.
  login_id uuid not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  foreign key (tenant_id, agent_id) references agents on delete cascade
);

create index agent_sessions_by_user on agent_sessions (user_id);
create index agent_sessions_by_agent on agent_sessions (tenant_id, agent_id);
create index agent_sessions_open_by_login on agent_sessions (login_id, created_at) where ended_at is null;
