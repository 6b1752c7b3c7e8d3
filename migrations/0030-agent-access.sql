-- What an operator decided about an agent; one without a row is active and suggests nothing.
create table agent_settings (
  tenant_id text not null,
  agent_id text not null,
  status text not null default 'active' check (status in ('active', 'inactive', 'maintenance')),
  suggestions jsonb not null default '[]' check (jsonb_typeof(suggestions) = 'array'),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, agent_id),
  foreign key (tenant_id, agent_id) references agents on delete cascade
);

-- Who may use an agent: whoever has one of these roles or is in one of these groups. An agent without any is open to all of its tenant.
create table agent_grants (
  tenant_id text not null,
  agent_id text not null,
  kind text not null check (kind in ('role', 'group')),
  -- The directory's key of a role, or its id of a group.
  name text not null check (length(name) between 1 and 200),
  primary key (tenant_id, agent_id, kind, name),
  foreign key (tenant_id, agent_id) references agents on delete cascade
);
