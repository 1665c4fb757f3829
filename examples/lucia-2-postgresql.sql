-- Harbour: a berth booking service. Sign-in by Lucia 2 with its PostgreSQL adapter.

CREATE TABLE auth_user (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    email_verified BOOLEAN NOT NULL DEFAULT false,
    display_name VARCHAR(80),
    role TEXT NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'harbour_master', 'admin')),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX auth_user_email_idx ON auth_user (lower(email));

CREATE TABLE user_key (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES auth_user (id),
    hashed_password TEXT
);

CREATE INDEX user_key_user_id_idx ON user_key (user_id);

CREATE TABLE user_session (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES auth_user (id),
    active_expires BIGINT NOT NULL,
    idle_expires BIGINT NOT NULL,
    ip_address INET,
    user_agent TEXT
);

CREATE INDEX user_session_user_id_idx ON user_session (user_id);

COMMENT ON COLUMN user_session.ip_address IS 'Where the session was opened from; shown on the security page.';

-- The application's own tables.

CREATE TABLE berth (
    id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    pier CHAR(1) NOT NULL,
    number SMALLINT NOT NULL,
    length_m NUMERIC(4, 1) NOT NULL CHECK (length_m > 0),
    UNIQUE (pier, number)
);

CREATE TABLE booking (
    id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
    berth_id INTEGER NOT NULL REFERENCES berth (id),
    user_id TEXT NOT NULL REFERENCES auth_user (id) ON DELETE CASCADE,
    arrival DATE NOT NULL,
    departure DATE NOT NULL,
    note TEXT,
    CHECK (departure > arrival)
);

CREATE INDEX booking_berth_idx ON booking (berth_id, arrival);

-- What a session was used for; rows go when the session goes.
CREATE TABLE session_event (
    id BIGSERIAL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES user_session (id) ON DELETE CASCADE,
    happened_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    path TEXT NOT NULL
);
