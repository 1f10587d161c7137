-- Moments are milliseconds since 1970-01-01T00:00:00Z, civil dates are YYYY-MM-DD, JSON is the contract's.
-- What belongs to a person belongs to a scope too: see the README on tests that run side by side.

create table people (
    id text primary key,
    name text not null,
    resident_id text not null unique,
    phone text not null unique,
    used_for text not null
) strict;

create table enterprises (
    credit_code text primary key,
    name text not null,
    person text not null references people (id)
) strict;

-- What the registers hold. `holder` is a person's id or a credit code.
create table records (
    source text not null,
    holder text not null,
    number text,
    issuer text not null,
    valid_until text,
    status text not null check (status in ('valid', 'suspended', 'revoked')),
    status_on text,
    fields text not null,
    primary key (source, holder)
) strict;

create table sessions (
    token_digest text primary key,
    person text not null references people (id),
    scope text not null,
    expires_ms integer not null
) strict;

create table sms_codes (
    phone text primary key,
    code text not null,
    sent_ms integer not null,
    wrong integer not null default 0
) strict;

create table consents (
    id text primary key,
    person text not null,
    scope text not null,
    serial integer not null,
    request text not null,
    granted_ms integer not null,
    revoked_ms integer
) strict;
create unique index consents_of_person on consents (person, scope, serial);

-- Each answer that a register gave, as evidence for what a submission claims.
create table outcomes (
    id integer primary key,
    consent text not null references consents (id),
    outcome text not null
) strict;
create index outcomes_of_consent on outcomes (consent);

create table attachments (
    id text primary key,
    person text not null,
    scope text not null,
    name text not null,
    media_type text not null,
    sha256 text not null,
    bytes blob not null
) strict;

create table applications (
    number text primary key,
    person text not null,
    scope text not null,
    idempotency_key text not null,
    digest text not null,
    payload text not null,
    receipt text not null,
    status text not null,
    received_ms integer not null,
    steps_done integer not null default 0,
    -- The steps that are left count from here, less what `steps_within` says has passed already.
    steps_from text not null,
    steps_within integer not null default 0,
    supplement text,
    result text,
    rating text
) strict;
create unique index applications_by_key on applications (person, scope, idempotency_key);

create table events (
    id integer primary key,
    application text not null references applications (number),
    at_ms integer not null,
    status text not null,
    author text not null,
    note text not null
) strict;
create index events_of_application on events (application);

create table supplements (
    id integer primary key,
    application text not null references applications (number),
    at_ms integer not null,
    answer text not null
) strict;

create table bookings (
    slot text not null,
    scope text not null,
    person text not null,
    booked_ms integer not null,
    primary key (slot, scope)
) strict;

create table hand_overs (
    id text primary key,
    expires_ms integer not null,
    -- Absent once it was fetched.
    bytes blob
) strict;
