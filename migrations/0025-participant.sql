-- A conversation of several people.
create table discussions (
  conversation_id uuid primary key references conversations on delete cascade,
  title text not null check (length(title) between 1 and 200),
  is_group boolean not null default false
);

-- Who takes part, and as what. Someone who left has a row, too.
create table participants (
  conversation_id uuid not null references discussions on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  joined_at timestamptz not null default clock_timestamp(),
  left_at timestamptz,
  primary key (conversation_id, user_id)
);

create index participants_by_user on participants (user_id, conversation_id) where left_at is null;
