-- A user's own place with chosen agents and its conversations.
create table workspaces (
  id uuid primary key default gen_random_uuid(),
  tenant_id text not null references tenants on delete cascade,
  owner_id uuid not null references users on delete cascade,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now(),
  opened_at timestamptz
);

create index workspaces_by_owner on workspaces (owner_id, created_at);

create table workspace_agents (
  workspace_id uuid not null references workspaces on delete cascade,
  -- One that is not in the registry yet: it takes part as soon as it is.
  agent_id text not null check (length(agent_id) between 1 and 200),
  added_at timestamptz not null default clock_timestamp(),
  primary key (workspace_id, agent_id)
);

create table workspace_conversations (
  conversation_id uuid primary key references conversations on delete cascade,
  workspace_id uuid not null references workspaces on delete cascade,
  opened_at timestamptz
);

create index workspace_conversations_by_workspace on workspace_conversations (workspace_id);
