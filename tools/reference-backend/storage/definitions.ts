/** The tables. Times are Unix ms, hashes hex, what must come back byte for byte is a blob. */
export const DEFINITIONS: readonly string[] = [
  // Every revision ever committed, in commit order: the feed, the snapshot of any point, and the base of a three-way merge.
  `CREATE TABLE IF NOT EXISTS revision (
    position {integer} NOT NULL PRIMARY KEY,
    type TEXT NOT NULL, id TEXT NOT NULL,
    generation {integer} NOT NULL, rev TEXT NOT NULL,
    document TEXT, committed_at {integer} NOT NULL,
    UNIQUE (type, id, generation))`,
  `CREATE TABLE IF NOT EXISTS fact (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS account (
    user_id TEXT NOT NULL PRIMARY KEY, login TEXT NOT NULL UNIQUE,
    password_hash TEXT, password_history TEXT NOT NULL, must_change {integer} NOT NULL,
    totp_secret TEXT, totp_last {integer} NOT NULL, revoked_at {integer})`,
  // By login and not by account: a name nobody has locks like any other, so that it cannot be told apart.
  `CREATE TABLE IF NOT EXISTS failure (login TEXT NOT NULL PRIMARY KEY, failures {integer} NOT NULL, locked_until {integer} NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS enrolment_code (code TEXT NOT NULL PRIMARY KEY, unit_id TEXT NOT NULL, valid_to {integer} NOT NULL, device_id TEXT)`,
  `CREATE TABLE IF NOT EXISTS device (
    device_id TEXT NOT NULL PRIMARY KEY, log_id TEXT NOT NULL UNIQUE, unit_id TEXT NOT NULL, state TEXT NOT NULL,
    thumbprint TEXT NOT NULL UNIQUE, signing_key TEXT NOT NULL, encryption_key TEXT NOT NULL, seal_key TEXT NOT NULL,
    machine TEXT NOT NULL, certificate TEXT NOT NULL, enrolled_at {integer} NOT NULL, last_seen_at {integer})`,
  `CREATE TABLE IF NOT EXISTS certificate (serial TEXT NOT NULL PRIMARY KEY, device_id TEXT NOT NULL, not_after {integer} NOT NULL, revoked_at {integer})`,
  `CREATE TABLE IF NOT EXISTS session (
    session_id TEXT NOT NULL PRIMARY KEY, device_id TEXT NOT NULL, user_id TEXT,
    started_at {integer} NOT NULL, ended_at {integer}, end_reason TEXT)`,
  `CREATE TABLE IF NOT EXISTS token (
    hash TEXT NOT NULL PRIMARY KEY, session_id TEXT NOT NULL, kind TEXT NOT NULL,
    expires_at {integer} NOT NULL, used_at {integer}, successor TEXT)`,
  `CREATE TABLE IF NOT EXISTS proposal (proposal_id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL, content_sha256 TEXT NOT NULL, status {integer} NOT NULL, answer TEXT NOT NULL)`,
  // The newest transfer file of each device: one that comes again is answered again, an older one is not.
  `CREATE TABLE IF NOT EXISTS transfer (device_id TEXT NOT NULL PRIMARY KEY, number {integer} NOT NULL, sha256 TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS log (
    log_id TEXT NOT NULL PRIMARY KEY, state TEXT NOT NULL, epoch {integer} NOT NULL, seq {integer} NOT NULL, hash TEXT NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS entry (
    log_id TEXT NOT NULL, epoch {integer} NOT NULL, seq {integer} NOT NULL, hash TEXT NOT NULL, bytes {blob} NOT NULL, received_at {integer} NOT NULL,
    PRIMARY KEY (log_id, epoch, seq))`,
  // The other history of a forked log, kept beside the first.
  `CREATE TABLE IF NOT EXISTS fork_entry (
    log_id TEXT NOT NULL, epoch {integer} NOT NULL, seq {integer} NOT NULL, hash TEXT NOT NULL, bytes {blob} NOT NULL, received_at {integer} NOT NULL,
    PRIMARY KEY (log_id, epoch, seq, hash))`,
  `CREATE TABLE IF NOT EXISTS checkpoint (
    log_id TEXT NOT NULL, epoch {integer} NOT NULL, size {integer} NOT NULL, root TEXT NOT NULL, key_step {integer} NOT NULL, note TEXT NOT NULL,
    PRIMARY KEY (log_id, epoch, size))`,
  `CREATE TABLE IF NOT EXISTS approval (
    approval_id TEXT NOT NULL PRIMARY KEY, requester_id TEXT NOT NULL, requester_session TEXT NOT NULL, act TEXT NOT NULL,
    request TEXT NOT NULL, request_sha256 TEXT NOT NULL, reason TEXT NOT NULL, state TEXT NOT NULL, approver_id TEXT, approver_session TEXT,
    decision_reason TEXT, created_at {integer} NOT NULL, decided_at {integer}, expires_at {integer} NOT NULL, statement TEXT)`,
  `CREATE TABLE IF NOT EXISTS access_request (
    request_id TEXT NOT NULL PRIMARY KEY, requester_id TEXT NOT NULL, unit_id TEXT NOT NULL, managing_unit_id TEXT NOT NULL, wish TEXT NOT NULL,
    state TEXT NOT NULL, decider_id TEXT, decision_reason TEXT, grant_id TEXT, created_at {integer} NOT NULL)`,
  `CREATE TABLE IF NOT EXISTS credential (camera_id TEXT NOT NULL PRIMARY KEY, credential_rev {integer} NOT NULL, username TEXT NOT NULL, password TEXT NOT NULL)`,
];
